"""Take an item back from the reviewers, to go on writing."""

from django.db import transaction

from accounts.models import User
from accounts.roles import Grants
from content.actions._steps import enter, locked_item, swap
from content.models import Item, State, Verb
from content.policies import ItemPolicy


@transaction.atomic
def recall(*, actor: User, item_id: int, version: int) -> Item:
    """Back to draft, by any editor of the column, while the last level has not signed."""
    item = locked_item(item_id)
    ItemPolicy(Grants.of(actor)).require(Verb.RECALL, item, version=version)
    left = swap(item, State.DRAFT, publish_at=None)
    enter(Verb.RECALL, item, actor=actor, left=left)
    return item
