"""Return an item to its author, with the reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from content import workflow
from content.actions._steps import enter, locked_item, swap
from content.models import Item, State, Verb
from content.policies import ItemPolicy
from sites.errors import Invalid


@transaction.atomic
def send_back(*, actor: User, item_id: int, version: int, reason: str) -> Item:
    """Return at any level, or after the signature while the set time has not come.

    ``reason`` is required: it is what the author reads. Raises Invalid without one.
    """
    item = locked_item(item_id)
    on_behalf_of = ItemPolicy(Grants.of(actor)).require_review(Verb.RETURN, item, version=version)
    reason = reason.strip()
    if not reason:
        raise Invalid(fields={"reason": [_("请写明退回的原因，作者要据此修改。")]})
    waited_at = workflow.REVIEW_STATES[-1] if item.state == State.SCHEDULED else State(item.state)
    level = workflow.level_number(workflow.present_level(waited_at, item.site.review_levels))
    left = swap(item, State.RETURNED, publish_at=None)
    enter(Verb.RETURN, item, actor=actor, left=left, level=level, on_behalf_of=on_behalf_of, comment=reason)
    return item
