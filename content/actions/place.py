"""List an item in further columns of its site (引用), or no longer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from columns.actions import content_changed
from columns.models import Column
from content.actions._steps import announce, enter, locked_item, swap
from content.models import Item, Placement, State, Verb
from content.policies import ItemPolicy
from content.signals import changed
from sites.errors import Invalid, NotAllowed, NotFound


@transaction.atomic
def place(*, actor: User, item_id: int, column_id: int) -> Item:
    """List the item in one more column of its own site; at once if it is live, otherwise when it gets live.

    The actor must edit there too. Placing it twice changes nothing.
    """
    item = locked_item(item_id)
    policy = ItemPolicy(Grants.of(actor))
    policy.require(Verb.PLACE, item)
    column = _column(policy, item, column_id)
    if Placement.objects.filter(item=item, column=column).exists():
        return item
    left = swap(item, State(item.state))
    Placement(
        site_id=item.site_id, item=item, column=column,
        is_live=item.is_live, published_at=timezone.now() if item.is_live else None,
    ).save(force_insert=True)  # fmt: skip
    _tell(item, column)
    enter(Verb.PLACE, item, actor=actor, left=left, column=column.path)
    return item


@transaction.atomic
def unplace(*, actor: User, item_id: int, column_id: int) -> Item:
    """List the item in that column no longer. Its main place cannot be taken away: withdraw it instead."""
    item = locked_item(item_id)
    policy = ItemPolicy(Grants.of(actor))
    policy.require(Verb.UNPLACE, item)
    column = _column(policy, item, column_id)
    placement = Placement.objects.filter(item=item, column=column).first()
    if placement is None:
        return item
    if placement.is_canonical:
        raise Invalid(_("这是稿件的主栏目，网址由它决定，不能取消。如不再公开，请撤稿。"))
    left = swap(item, State(item.state))
    placement.delete()
    _tell(item, column)
    enter(Verb.UNPLACE, item, actor=actor, left=left, column=column.path)
    return item


def _column(policy: ItemPolicy, item: Item, column_id: int) -> Column:
    column = Column.objects.filter(pk=column_id, site_id=item.site_id, parent__isnull=False).first()
    if column is None:
        raise NotFound(_("没有找到这个栏目，请从本站的栏目中选择。"))
    if not policy.may_write_in(column):
        raise NotAllowed(_("您不是这个栏目的编辑，不能改动其中的稿件。"))
    return column


def _tell(item: Item, column: Column) -> None:
    if item.is_live:
        content_changed(column_ids=[column.pk])
        announce(changed, item, [(item.site_id, column.pk)])
