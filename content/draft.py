"""What an editor hands in: the plain values from which a revision is made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import Asset, AssetRole, DocumentFacts, Revision
from content.sanitise import BIDI_CONTROLS, INVISIBLE, images, plain_text, sanitise
from sites.errors import Invalid

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_BODY = 2_000_000  # characters
FARTHEST_SCHEDULE = timedelta(days=366)
_SEPARATORS = re.compile(r"[,，、;；\n]+")
_web_address = URLValidator(schemes=["http", "https"])

Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetUse:
    """An asset of the same site and what the revision uses it for."""

    asset_id: int
    role: AssetRole
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Metadata of a document; see ``content.models.DocumentFacts`` for the meaning."""

    issuer: str = ""
    document_number: str = ""
    index_number: str = ""
    issued_on: date | None = None
    released_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    source_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a revision shows. ``body`` is HTML and is sanitised on the way in."""

    title: str
    source: str
    body: str = ""
    short_title: str = ""
    summary: str = ""
    keywords: str = ""
    source_url: str = ""
    author: str = ""
    responsible_editor: str = ""
    theme: str = ""
    assets: tuple[AssetUse, ...] = field(default=())
    facts: Facts | None = None


TEXT_FIELDS = (
    "title", "source", "short_title", "summary", "keywords", "source_url", "author", "responsible_editor", "theme",
)  # fmt: skip


def clean_draft(draft: Draft) -> Draft:
    """Return ``draft`` tidied and sanitised, or raise Invalid with every problem by field name.

    An unfinished draft may be saved; what must be there before a reviewer sees
    it is asked by ``refuse_unfinished``.
    """
    problems: Problems = {}
    values: dict[str, Any] = {name: _one_line(getattr(draft, name)) for name in TEXT_FIELDS}
    values["keywords"] = split_keywords(draft.keywords)
    for name in ("title", "source"):
        if not values[name]:
            _add(problems, name, _("请填写“%(label)s”。") % {"label": _label(Revision, name)})
    for name in TEXT_FIELDS:
        _check_text(problems, Revision, name, values[name])
    if values["source_url"]:
        _check_web_address(problems, values["source_url"])
    facts = _clean_facts(problems, draft.facts) if draft.facts else None
    if len(draft.body) > LONGEST_BODY:
        _add(problems, "body", _("正文过长，最多 %(n)d 个字符，请拆成几篇或改用附件。") % {"n": LONGEST_BODY})
    if problems:
        raise Invalid(fields=problems)
    return replace(draft, **values, body=sanitise(draft.body), facts=facts)


def refuse_unfinished(revision: Revision) -> None:
    """Raise Invalid unless ``revision`` has all that a reviewer and a citizen need (META-04)."""
    problems: Problems = {}
    uses = list(revision.uses.all())
    pictures = images(revision.body)
    has_attachment = any(use.role == AssetRole.ATTACHMENT for use in uses)
    if not plain_text(revision.body) and not pictures and not has_attachment:
        _add(problems, "body", _("正文还是空的。请填写正文，或者至少添加一个附件，再送审。"))
    bare = sum(1 for one in pictures if not one.get("alt", "").strip())
    if bare:
        message = _("正文中有 %(n)d 张图片没有替代文字。请为每张图片写一句说明，方便看不到图片的读者。")
        _add(problems, "body", message % {"n": bare})
    if any(use.role == AssetRole.COVER and not use.alt_text for use in uses):
        _add(problems, "cover", _("题图没有替代文字。请写一句话说明图片内容，再送审。"))
    if problems:
        raise Invalid(fields=problems)


def refuse_publish_time(publish_at: datetime, now: datetime) -> None:
    """Raise Invalid unless ``publish_at`` is an aware time in the future, at most a year ahead."""
    if timezone.is_naive(publish_at) or publish_at <= now:
        raise Invalid(
            fields={"publish_at": [_("定时发布的时间已经过去。请选择一个将来的时间，或者留空以便签发后立即发布。")]}
        )
    if publish_at - now > FARTHEST_SCHEDULE:
        raise Invalid(fields={"publish_at": [_("定时发布的时间太远，最多可以定在一年以内。")]})


def clean_caption(*, title_needed: bool = False, **texts: str) -> dict[str, str]:
    """The describing texts of an asset, tidied; Invalid for one that is too long or has hidden characters."""
    problems: Problems = {}
    values = {name: _one_line(text) for name, text in texts.items()}
    for name, value in values.items():
        _check_text(problems, Asset, name, value)
    if title_needed and not values["title"]:
        _add(problems, "title", _("请填写文件名称。"))
    if problems:
        raise Invalid(fields=problems)
    return values


def split_keywords(text: str) -> str:
    """Keywords joined by commas, whatever separated them, each once and in order."""
    words = (_one_line(one) for one in _SEPARATORS.split(text))
    return ",".join(dict.fromkeys(one for one in words if one))


def _one_line(text: str) -> str:
    return " ".join(INVISIBLE.sub("", text.replace("\t", " ")).split())


def _clean_facts(problems: Problems, facts: Facts) -> Facts:
    values: dict[str, Any] = {}
    for name in ("issuer", "document_number", "index_number", "source_label"):
        values[name] = _one_line(getattr(facts, name))
        _check_text(problems, DocumentFacts, name, values[name])
    for name, day in _dates(facts):
        if not EARLIEST <= day <= LATEST:
            message = _("“%(label)s”应在 1900 年至 2199 年之间。")
            _add(problems, name, message % {"label": _label(DocumentFacts, name)})
    if facts.effective_on and facts.expires_on and facts.expires_on < facts.effective_on:
        _add(problems, "expires_on", _("废止日期早于施行日期，请核对这两个日期。"))
    return replace(facts, **values)


def _dates(facts: Facts) -> Iterator[tuple[str, date]]:
    for one in fields(facts):
        value = getattr(facts, one.name)
        if isinstance(value, date):
            yield one.name, value


def _check_text(problems: Problems, model: type[Revision | DocumentFacts | Asset], name: str, value: str) -> None:
    longest = model._meta.get_field(name).max_length
    if longest and len(value) > longest:
        message = _("“%(label)s”最多 %(longest)d 个字，现在有 %(n)d 个，请缩短。")
        _add(problems, name, message % {"label": _label(model, name), "longest": longest, "n": len(value)})
    if BIDI_CONTROLS.search(value):
        message = _("“%(label)s”中含有改变文字方向的隐藏字符，请删除后重新输入。")
        _add(problems, name, message % {"label": _label(model, name)})


def _check_web_address(problems: Problems, value: str) -> None:
    try:
        _web_address(value)
    except ValidationError:
        _add(problems, "source_url", _("“原文网址”应以 http:// 或 https:// 开头，并且是完整的网址。"))


def _label(model: type[Revision | DocumentFacts | Asset], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _add(problems: Problems, name: str, line: str) -> None:
    problems.setdefault(name, []).append(line)
