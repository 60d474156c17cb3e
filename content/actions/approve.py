"""Pass the level that an item waits at; the last level signs (签发)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from content import workflow
from content.actions._steps import enter, locked_item, swap
from content.actions.publish import go_live
from content.digest import stored_digest
from content.models import Item, State, Verb
from content.policies import ItemPolicy
from sites.errors import WrongState


@transaction.atomic
def approve(*, actor: User, item_id: int, version: int, digest: str, comment: str = "") -> Item:
    """Pass the item on; at 终审 sign it, and publish it now or at its set time.

    ``digest`` is that of the revision the reviewer saw. Raises WrongState if it
    is not the newest any more, OwnWork or SecondLevel (NotAllowed) where the two
    would not be four eyes.
    """
    item = locked_item(item_id)
    verb, following = _where_to(item)
    on_behalf_of = ItemPolicy(Grants.of(actor)).require_review(verb, item, version=version)
    refuse_other_text(item, digest)
    level = workflow.level_number(workflow.present_level(State(item.state), item.site.review_levels))
    step: dict[str, Any] = {"actor": actor, "level": level, "on_behalf_of": on_behalf_of, "comment": comment.strip()}
    if following is not None:
        enter(verb, item, left=swap(item, following), digest=digest, **step)
        return item
    now = timezone.now()
    if item.publish_at is not None and item.publish_at > now:
        enter(verb, item, left=swap(item, State.SCHEDULED), digest=digest, **step)
        return item
    left = go_live(item, now)
    enter(verb, item, left=left, digest=digest, **step)
    return item


def refuse_other_text(item: Item, digest: str) -> None:
    """Raise WrongState unless ``digest`` is that of the newest revision, in the database as it was made."""
    assert item.head is not None  # every item has one from its creation
    if digest != item.head.digest:
        raise WrongState(_("稿件在您审阅期间有了新的版本，请刷新页面，审阅新版本后再办理。"))
    if stored_digest(item.head) != item.head.digest:
        raise WrongState(_("稿件内容与保存时的校验值不一致，可能被改动过。请退回稿件，并通知安全审计员。"))


def _where_to(item: Item) -> tuple[Verb, State | None]:
    """The act that passes ``item``, and the level after it (None: it is the signature)."""
    if item.state not in workflow.REVIEW_STATES:
        return Verb.APPROVE, None  # refused by policy: not in review
    levels = item.site.review_levels
    following = workflow.next_level(workflow.present_level(State(item.state), levels), levels)
    return (Verb.SIGN, None) if following is None else (Verb.APPROVE, following)
