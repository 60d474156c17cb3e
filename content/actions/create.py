"""Write a new item into the library (RES-01)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from columns.models import Column
from content.actions._revise import make_revision
from content.actions._steps import enter
from content.draft import Draft, clean_draft
from content.models import Item, ItemKind, Placement, State, Verb
from content.policies import ItemPolicy
from sites.errors import Invalid, NotAllowed


@transaction.atomic
def create_item(*, actor: User, column: Column, kind: ItemKind, draft: Draft) -> Item:
    """Make an item with its first revision and its home in ``column``; a draft that nobody else sees.

    Raises NotAllowed without the editor's role on the column, Invalid for what is wrong in ``draft``.
    """
    if not ItemPolicy(Grants.of(actor)).may_write_in(column):
        raise NotAllowed
    draft = clean_draft(draft)
    item = new_item(column, kind, draft, author=actor)
    enter(Verb.CREATE, item, actor=actor, left="", column=column.path)
    return item


def new_item(
    column: Column,
    kind: ItemKind,
    draft: Draft,
    *,
    author: User | None,
    live_at: datetime | None = None,
    **values: object,
) -> Item:
    """The rows of a new item: itself, revision 1, canonical placement. ``draft`` must be clean.

    With ``live_at`` they are public from the start, with that time of publication.
    Raises Invalid for the root, which is the home page and holds no items.
    """
    if column.parent_id is None:
        raise Invalid(fields={"column": [_("首页不能直接放稿件，请选择一个栏目。")]})
    if live_at is not None:
        values |= {"state": State.PUBLISHED, "first_published_at": live_at}
    item = Item(
        site_id=column.site_id, column=column, kind=ItemKind(kind), title=draft.title, created_by=author, **values
    )
    item.save(force_insert=True)
    item.head = make_revision(item, draft, author=author, number=1)
    item.live_revision = item.head if live_at is not None else None
    Item.objects.filter(pk=item.pk).update(head=item.head, live_revision=item.live_revision)
    Placement(
        site_id=column.site_id, item=item, column=column, is_canonical=True,
        is_live=live_at is not None, published_at=live_at,
    ).save(force_insert=True)  # fmt: skip
    return item
