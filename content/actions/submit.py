"""Hand an item to the reviewers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Grants
from content import workflow
from content.actions._steps import enter, locked_item, swap
from content.draft import refuse_publish_time, refuse_unfinished
from content.models import Item, Verb
from content.policies import ItemPolicy


@transaction.atomic
def submit(*, actor: User, item_id: int, version: int, publish_at: datetime | None = None) -> Item:
    """Send the newest revision to the first review of its site; a new round begins.

    ``publish_at`` (aware, in the future) asks for publication at that time
    instead of at the signature. Raises Invalid for an unfinished item.
    """
    item = locked_item(item_id)
    ItemPolicy(Grants.of(actor)).require(Verb.SUBMIT, item, version=version)
    if publish_at is not None:
        refuse_publish_time(publish_at, timezone.now())
    assert item.head is not None  # every item has one from its creation
    refuse_unfinished(item.head)
    first = workflow.first_level(item.site.review_levels)
    left = swap(item, first, round=item.round + 1, publish_at=publish_at)
    enter(Verb.SUBMIT, item, actor=actor, left=left, publish_at=publish_at.isoformat() if publish_at else None)
    return item
