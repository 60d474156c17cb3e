"""Make the signed revision what citizens see: at the signature, or when the set time has come."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from columns.actions import content_changed
from content.actions._steps import announce, enter, locked_item, places_of, swap
from content.digest import stored_digest
from content.models import Item, Placement, ReviewStep, State, Verb
from content.signals import published
from sites.errors import Refused, WrongState
from sites.scoping import all_sites


def go_live(item: Item, now: datetime) -> str:
    """Show the head of ``item`` everywhere it is placed and return the state it left.

    The caller has checked the signature and enters the step. Times of
    publication are set once and never refreshed (MECH-09).
    """
    left = swap(
        item,
        State.PUBLISHED,
        live_revision=item.head,
        first_published_at=item.first_published_at or now,
        publish_at=None,
    )
    Placement.objects.filter(item=item).update(is_live=True, published_at=Coalesce(F("published_at"), now))
    placements = places_of(item)
    content_changed(column_ids=[column for _site, column in placements])
    announce(published, item, placements)
    return left


def publish_due(*, now: datetime | None = None) -> int:
    """Publish every signed item whose set time has come by ``now``; return how many.

    Spans all sites. Safe to run twice and by two processes at once: each item
    is claimed by compare-and-swap in a transaction of its own.
    """
    at = now or timezone.now()
    done = 0
    with all_sites():
        for item_id in Item.objects.due(at).order_by("publish_at", "pk").values_list("pk", flat=True):
            try:
                done += _publish_one(item_id, at)
            except Refused:
                continue  # another process was faster, or it was taken back this moment
    return done


@transaction.atomic
def _publish_one(item_id: int, at: datetime) -> int:
    item = locked_item(item_id)
    if item.state != State.SCHEDULED or item.publish_at is None or item.publish_at > at:
        return 0
    assert item.head is not None  # every item has one from its creation
    signature = ReviewStep.objects.filter(item=item, revision=item.head, verb=Verb.SIGN, round=item.round).exists()
    if not signature or stored_digest(item.head) != item.head.digest:
        raise WrongState
    left = go_live(item, at)
    enter(Verb.PUBLISH, item, actor=None, left=left, digest=item.head.digest)
    return 1
