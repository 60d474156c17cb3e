"""Take an item down everywhere at once: one person, one click, reviewed afterwards."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from columns.actions import content_changed
from content.actions._steps import announce, enter, locked_item, places_of, swap
from content.models import Item, Placement, State, Verb
from content.policies import ItemPolicy
from content.signals import withdrawn
from sites.errors import Invalid


@transaction.atomic
def withdraw(*, actor: User, item_id: int, reason: str) -> Item:
    """Hide the item from every column; its address answers 410. The dates of publication stay.

    Open to editors, reviewers of every level and managers of the column. Raises
    WrongState for what is not public and not about to be, Invalid without a reason.
    """
    item = locked_item(item_id)
    ItemPolicy(Grants.of(actor)).require(Verb.WITHDRAW, item)
    reason = reason.strip()
    if not reason:
        raise Invalid(fields={"reason": [_("请写明撤稿的原因。")]})
    shown = item.live_revision_id
    left = swap(item, State.WITHDRAWN, live_revision=None, publish_at=None)
    Placement.objects.filter(item=item).update(is_live=False)
    placements = places_of(item)
    content_changed(column_ids=[column for _site, column in placements])
    if shown:
        announce(withdrawn, item, placements)
    enter(Verb.WITHDRAW, item, actor=actor, left=left, version_id=shown, comment=reason, was_live=shown)
    return item
