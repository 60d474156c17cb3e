"""Writing one row of the log, in the transaction of the act it speaks of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from audit.log.chain import seal
from audit.log.context import current_origin
from audit.log.models import LogEntry, LogHead, Result
from audit.log.values import plain_json, plain_text


def record(
    verb: str,
    target: models.Model | None = None,
    *,
    actor: Any = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
    result: str = Result.OK,
    site_id: int | None = None,
) -> LogEntry:
    """Append one act to the log and return the sealed row (SEC-03).

    ``verb`` is ``room.thing.act`` (``content.item.approve``), with a Chinese label
    in ``audit.log.verbs``. ``old`` and ``new`` hold what changed; dates and other
    values become text. The row is written in the caller's transaction: what is
    rolled back was never logged, what is committed always is. The head row is
    locked until then, so call this last in an action.
    """
    origin = current_origin()
    with transaction.atomic():
        head = _locked_head()
        entry = LogEntry(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_id=getattr(actor, "pk", None),
            actor_name=plain_text(actor, 200) if actor else "",
            address=plain_text(origin.address, 64),
            channel=plain_text(origin.channel, 20),
            verb=plain_text(verb, 60),
            site_id=site_id if site_id is not None else _site_of(target),
            old=plain_json(old or {}),
            new=plain_json(new or {}),
            reason=plain_text(reason),
            result=plain_text(result, 20),
            previous_digest=head.digest,
        )
        if target is not None:
            entry.object_type = target._meta.label_lower
            entry.object_id = str(target.pk)
            entry.object_name = plain_text(target, 200)
        entry.digest = seal(entry)
        entry.save(force_insert=True)
        LogHead.objects.filter(pk=1).update(sequence=entry.sequence, digest=entry.digest)
    return entry


@contextmanager
def recording_refusals(
    *errors: type[Exception],
    verb: str,
    actor: Any,
    target: models.Model | None = None,
    tried: dict[str, Any] | None = None,
) -> Iterator[None]:
    """Log an act that one of ``errors`` refuses, then let the error pass; ``tried`` says on what.

    Put this *around* the transaction of the act: inside, the row would be rolled
    back together with it.
    """
    try:
        yield
    except errors as error:
        record(verb, target, actor=actor, new=tried, reason=str(error), result=Result.REFUSED)
        raise


def _locked_head() -> LogHead:
    locked = LogHead.objects.select_for_update()
    head = locked.filter(pk=1).first()
    if head is None:  # the very first row; two writers at once both end up with the same head
        LogHead.objects.get_or_create(pk=1)
        head = locked.get(pk=1)
    return head


def _site_of(target: models.Model | None) -> int | None:
    if target is not None and target._meta.label_lower == "gov_sites.site":
        return target.pk
    return getattr(target, "site_id", None)
