"""What one line of an import file becomes, and the checks that every format shares."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from content.draft import Draft
from content.models import ItemKind

EARLIEST = date(1900, 1, 1)


class BadLine(Exception):
    """The line cannot be taken in; the text says in one Chinese sentence why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document of the file. ``key`` tells it from all others of the same ``origin``."""

    key: str
    kind: ItemKind
    draft: Draft
    origin: str
    published_at: datetime | None
    # What the order of the list goes by: the newest is taken in last and so comes first.
    sort_date: date


def text(row: dict[str, Any], name: str, *, limit: int, required: bool = False) -> str:
    """The value of ``name`` as one line of text. Raises BadLine if missing, no text or over ``limit`` characters."""
    value = row.get(name)
    if value is None:
        value = ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadLine(_("“%(name)s”应当是文字。") % {"name": name})
    value = " ".join(value.replace("\x00", "").split())
    if required and not value:
        raise BadLine(_("缺少“%(name)s”，请补上后再导入。") % {"name": name})
    if len(value) > limit:
        raise BadLine(
            _("“%(name)s”有%(length)d个字，超过了%(limit)d个字，请缩短后再导入。")
            % {"name": name, "length": len(value), "limit": limit}
        )
    return value


def long_text(row: dict[str, Any], name: str) -> str:
    """The value of ``name`` with its line breaks. Raises BadLine if it is no text."""
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(_("“%(name)s”应当是文字。") % {"name": name})
    return value.replace("\x00", "").replace("\r\n", "\n").strip()


def words(row: dict[str, Any], name: str, *, limit: int) -> str:
    """A list of words, given as a list or separated by commas, as ``一,二``."""
    value = row.get(name)
    if isinstance(value, list):
        row = {name: ",".join(str(one) for one in value)}
    found = text(row, name, limit=limit * 2)
    for mark in "，、;；":
        found = found.replace(mark, ",")
    joined = ",".join(dict.fromkeys(one.strip() for one in found.split(",") if one.strip()))
    return text({name: joined}, name, limit=limit)


def day(row: dict[str, Any], name: str, *, required: bool = False) -> date | None:
    """The date ``YYYY-MM-DD`` of ``name``. Raises BadLine if there is no such day."""
    value = text(row, name, limit=40, required=required)
    if not value:
        return None
    try:
        found = parse_date(value)
    except ValueError:
        found = None
    if found is None or found < EARLIEST:
        raise BadLine(
            _("“%(name)s”的日期“%(value)s”不正确，应当写成2026-01-31的样子。") % {"name": name, "value": value}
        )
    return found


def moment(row: dict[str, Any], name: str) -> datetime | None:
    """The time ``YYYY-MM-DD HH:MM`` (or a date) of ``name``, Beijing time unless it carries an offset."""
    value = text(row, name, limit=40)
    if not value:
        return None
    try:
        found = parse_datetime(value)
        if found is None and (only_day := parse_date(value)):
            found = datetime.combine(only_day, time())
    except ValueError:
        found = None
    if found is None or found.date() < EARLIEST:
        raise BadLine(
            _("“%(name)s”的时间“%(value)s”不正确，应当写成2026-01-31 09:30的样子。") % {"name": name, "value": value}
        )
    found = timezone.make_aware(found) if timezone.is_naive(found) else found
    if found > timezone.now():
        raise BadLine(_("“%(name)s”的时间“%(value)s”还没有到，请核对。") % {"name": name, "value": value})
    return found
