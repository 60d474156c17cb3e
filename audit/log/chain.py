"""How rows are sealed, and how an altered or missing one is found."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audit.log.models import LogEntry, LogHead

SEALED_FIELDS = (
    "sequence", "at", "actor_id", "actor_name", "address", "channel", "verb", "object_type",
    "object_id", "object_name", "site_id", "old", "new", "result", "reason", "previous_digest",
)  # fmt: skip


def seal(entry: LogEntry) -> str:
    """Return the SM3 digest (64 hex digits) over all fields of ``entry`` and its predecessor's digest."""
    values = {name: getattr(entry, name) for name in SEALED_FIELDS}
    values["at"] = entry.at.timestamp()
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new("sm3", text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One place where the log is not what was written."""

    sequence: int
    message: str


def verify() -> Iterator[ChainFault]:
    """Walk the whole log in order and yield every fault: altered, missing, inserted, cut off."""
    expected, previous = 1, ""
    for entry in LogEntry.objects.order_by("sequence").iterator(chunk_size=1000):
        if entry.sequence != expected:
            missing = entry.sequence - expected
            yield ChainFault(expected, _("缺少 %(n)d 条记录。") % {"n": missing})
        elif entry.previous_digest != previous:
            yield ChainFault(entry.sequence, _("与上一条记录不衔接。"))
        if seal(entry) != entry.digest:
            yield ChainFault(entry.sequence, _("内容被改动。"))
        expected, previous = entry.sequence + 1, entry.digest
    head = LogHead.objects.filter(pk=1).first()
    if head and (head.sequence != expected - 1 or head.digest != previous):
        yield ChainFault(expected, _("日志末尾的记录被删除或改动。"))
