"""How rows are sealed, and how an altered or missing one is found."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from audit.log.models import LogEntry, LogHead

SEALED_FIELDS = (
    "sequence", "at", "actor_id", "actor_name", "address", "channel", "verb", "object_type",
    "object_id", "object_name", "site_id", "old", "new", "result", "reason", "previous_digest",
)  # fmt: skip


def seal(entry: LogEntry) -> str:
    """Return the SM3 digest (64 hex digits) over all fields of ``entry`` and its predecessor's digest."""
    values = {name: getattr(entry, name) for name in SEALED_FIELDS}
    # Both databases keep microseconds and neither keeps the zone it was written in.
    values["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new("sm3", text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One place where the log is not what was written."""

    sequence: int
    message: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and digest of one row, noted down outside the database."""

    sequence: int
    digest: str


def verify(start: int = 1, anchor: Anchor | None = None) -> Iterator[ChainFault]:
    """Walk the stored log from row ``start`` and yield every fault: altered, missing, inserted, cut off.

    Whoever may write the whole database could also rebuild the whole chain; an
    ``anchor`` from an earlier run, kept elsewhere, betrays that too.
    """
    rows = LogEntry.objects.filter(sequence__gte=start).order_by("sequence").iterator(chunk_size=1000)
    before = LogEntry.objects.filter(sequence=start - 1).first() if start > 1 else None
    head = LogHead.objects.filter(pk=1).first()
    yield from faults(rows, head, before=before, start=start, anchor=anchor)


def faults(
    rows: Iterable[LogEntry],
    head: LogHead | None,
    *,
    before: LogEntry | None = None,
    start: int = 1,
    anchor: Anchor | None = None,
) -> Iterator[ChainFault]:
    """Compare ``rows`` (ascending, from ``start``) with their seals, with each other and with ``head``."""
    expected, previous = start, before.digest if before else ""
    anchored = anchor is None
    for entry in rows:
        if entry.sequence > expected:
            yield ChainFault(expected, _("缺少 %(n)d 条记录。") % {"n": entry.sequence - expected})
        elif entry.sequence < expected:
            yield ChainFault(entry.sequence, _("序号重复或次序颠倒。"))
        elif entry.previous_digest != previous:
            yield ChainFault(entry.sequence, _("与上一条记录不衔接。"))
        if seal(entry) != entry.digest:
            yield ChainFault(entry.sequence, _("内容被改动。"))
        if anchor and entry.sequence == anchor.sequence:
            anchored = True
            if entry.digest != anchor.digest:
                yield ChainFault(entry.sequence, _("与另行保存的校验值不符，日志可能被整体改写。"))
        expected, previous = entry.sequence + 1, entry.digest
    last = Anchor(expected - 1, previous)
    if last != (Anchor(head.sequence, head.digest) if head else Anchor(0, "")):
        yield ChainFault(last.sequence + 1, _("日志末尾的记录被删除或改动。"))
    if not anchored and anchor is not None:
        yield ChainFault(anchor.sequence, _("另行保存了校验值的这条记录不存在。"))
