"""What every act on an item shares: lock, compare-and-swap, history, operation log, signal."""

from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from accounts.models import User
from audit.log import record
from content.models import Item, Placement, ReviewStep, State, Verb
from sites.errors import NotFound, WrongState


def locked_item(item_id: int) -> Item:
    """The item, its row locked until the transaction ends; NotFound outside the open site scope.

    The lock comes first and alone: PostgreSQL, having waited for it, would join
    the new row to relations as they were before, and lose the newest revision.
    """
    if not Item.objects.select_for_update().filter(pk=item_id).values_list("pk").first():
        raise NotFound
    return Item.objects.select_related("site", "column", "head").get(pk=item_id)


def swap(item: Item, to_state: State, **values: Any) -> str:
    """Move ``item`` on by compare-and-swap and return the state it left.

    Raises WrongState, with nothing changed, if it is no longer as it was read.
    """
    left = item.state
    values |= {"state": to_state, "changed_at": timezone.now()}
    same = Item.objects.filter(pk=item.pk, version=item.version, state=left)
    if not same.update(version=F("version") + 1, **values):
        raise WrongState
    item.version += 1
    for name, value in values.items():
        setattr(item, name, value)
    return left


def enter(
    verb: Verb,
    item: Item,
    *,
    actor: User | None,
    left: str,
    version_id: int | None = None,
    level: int | None = None,
    on_behalf_of: int | None = None,
    comment: str = "",
    **details: Any,
) -> None:
    """Write the step into the history and the operation log; the last thing an action does."""
    ReviewStep.objects.create(
        item=item, revision_id=version_id or cast("int", item.head_id), verb=verb, level=level, round=item.round,
        from_state=left, to_state=item.state, actor=actor, on_behalf_of_id=on_behalf_of, comment=comment,
    )  # fmt: skip
    new = {"state": str(item.state), "version": item.version, "revision": item.head_id} | details
    if level:
        new["level"] = level
    if on_behalf_of:
        new["on_behalf_of"] = on_behalf_of
    record(f"content.item.{verb.value}", item, actor=actor, old={"state": str(left)}, new=new, reason=comment)


def places_of(item: Item) -> list[tuple[int, int]]:
    """``(site_id, column_id)`` of everywhere the item is shown, or will be."""
    return list(Placement.objects.filter(item=item).values_list("site_id", "column_id"))


def announce(signal: Signal, item: Item, placements: Iterable[tuple[int, int]]) -> None:
    """Tell whoever cares, once the transaction is really committed; one deaf listener stops no other."""
    told = list(placements)
    transaction.on_commit(lambda: signal.send_robust(sender=Item, item_id=item.pk, placements=told))
