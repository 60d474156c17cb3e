"""Save what an editor changed, as a new revision."""

from django.db import transaction

from accounts.models import User
from accounts.roles import Grants
from content.actions._revise import make_revision, unsaved_revision
from content.actions._steps import enter, locked_item, swap
from content.draft import Draft, clean_draft
from content.models import Item, State, Verb
from content.policies import ItemPolicy
from sites.errors import Stale


@transaction.atomic
def save_draft(*, actor: User, item_id: int, base_version: int, draft: Draft) -> Item:
    """Append a revision made from ``draft`` and return the item with it as head.

    Changing a live item leaves what citizens see as it is until the new revision
    is signed. A returned item stays returned until it is submitted again. Saving
    the same text twice, as a double click does, adds nothing.

    Raises Stale if somebody saved since ``base_version``, WrongState while the
    item is in review, NotFound, NotAllowed, Invalid.
    """
    item = locked_item(item_id)
    ItemPolicy(Grants.of(actor)).require(Verb.SAVE, item)
    draft = clean_draft(draft)
    same = unsaved_revision(item, draft, author=actor, number=0)[0].digest == item.head.digest
    if item.version != base_version:
        if same and item.head.created_by_id == actor.pk:
            return item
        raise Stale
    if same and item.state != State.WITHDRAWN:
        return item
    number = item.head.number + 1
    head = make_revision(item, draft, author=actor, number=number)
    to_state = State.RETURNED if item.state == State.RETURNED else State.DRAFT
    left = swap(item, to_state, head=head, title=head.title)
    enter(Verb.SAVE, item, actor=actor, left=left, number=number)
    return item
