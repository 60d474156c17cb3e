"""Move an unpublished item to another main column of its site, or call it another kind."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grants
from columns.models import Column
from content.actions._steps import enter, locked_item, swap
from content.models import Item, ItemKind, Placement, State, Verb
from content.policies import ItemPolicy
from sites.errors import Invalid, NotAllowed, Stale


@transaction.atomic
def refile(*, actor: User, item_id: int, version: int, column_id: int, kind: ItemKind) -> Item:
    """Give the item ``column_id`` as its main column and ``kind`` as its kind.

    Its address comes from the main column and is for ever (LINK-01), so this is
    open only until the first publication; afterwards further columns may list it.
    Raises Stale, WrongState, NotFound, NotAllowed, Invalid.
    """
    item = locked_item(item_id)
    policy = ItemPolicy(Grants.of(actor))
    policy.require(Verb.SAVE, item)
    if item.version != version:
        raise Stale
    if item.first_published_at is not None:
        raise Invalid(fields={"column": [_("稿件发布过，网址不能再变，所以不能更换主栏目和类型。")]})
    column = Column.objects.filter(pk=column_id, site_id=item.site_id, parent__isnull=False).first()
    if column is None:
        raise Invalid(fields={"column": [_("没有找到这个栏目，请从本站的栏目中选择。")]})
    if not policy.may_write_in(column):
        raise NotAllowed(_("您不是这个栏目的编辑，不能把稿件放到那里。"))
    if (item.column_id, item.kind) == (column.pk, kind):
        return item
    comment = _("主栏目：%(old)s → %(new)s") % {"old": item.column, "new": column} if item.column != column else ""
    Placement.objects.filter(item=item, column=column, is_canonical=False).delete()
    Placement.objects.filter(item=item, is_canonical=True).update(column=column)
    left = swap(item, State(item.state), column=column, kind=ItemKind(kind))
    enter(Verb.PLACE, item, actor=actor, left=left, comment=comment, column=column.path, kind=str(kind))
    return item
