"""Writing one row of the log, in the transaction of the act it speaks of."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from audit.log.chain import seal
from audit.log.context import current_origin
from audit.log.models import LogEntry, LogHead


def record(
    verb: str,
    target: models.Model | None = None,
    *,
    actor: Any = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
    result: str = "ok",
    site_id: int | None = None,
) -> LogEntry:
    """Append one act to the log and return the sealed row.

    ``verb`` is ``room.thing.act`` (``content.item.approve``); ``old`` and ``new``
    hold JSON values only. The row is written in the caller's transaction: what
    is rolled back was never logged, what is committed always is. The head row
    is locked until then, so call this last in an action.
    """
    origin = current_origin()
    with transaction.atomic():
        LogHead.objects.get_or_create(pk=1)
        head = LogHead.objects.select_for_update().get(pk=1)
        entry = LogEntry(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_id=getattr(actor, "pk", None),
            actor_name=str(actor)[:200] if actor else "",
            address=origin.address,
            channel=origin.channel,
            verb=verb,
            site_id=site_id if site_id is not None else getattr(target, "site_id", None),
            old=old or {},
            new=new or {},
            reason=reason,
            result=result,
            previous_digest=head.digest,
        )
        if target is not None:
            entry.object_type = target._meta.label_lower
            entry.object_id = str(target.pk)
            entry.object_name = str(target)[:200]
        entry.digest = seal(entry)
        entry.save(force_insert=True)
        LogHead.objects.filter(pk=1).update(sequence=entry.sequence, digest=entry.digest)
    return entry
