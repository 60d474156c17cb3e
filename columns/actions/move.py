"""Moving a column within its site's tree."""

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from columns.actions.addresses import change_paths
from columns.actions.locking import fresh, locked_column
from columns.models import MAX_DEPTH, Column
from columns.nested import path_below
from columns.policies import ColumnVerb, require
from columns.rules import check, too_deep
from sites.errors import Invalid, NotFound


def move_column(*, actor: User | None, column_id: int, parent_id: int, after_id: int | None = None) -> Column:
    """Put a column below ``parent_id``: first of its children, or right after ``after_id``. Return it.

    Addresses of its subtree follow and the old ones redirect for ever. Raises
    NotAllowed (both places are asked), Invalid (root, own subtree, too deep,
    name or address taken there), NotFound.
    """
    with locked_column(column_id) as column:
        parent = _in_same_site(column, parent_id)
        require(actor, ColumnVerb.MOVE, column)
        require(actor, ColumnVerb.MOVE, parent)
        _check_target(column, parent)
        target, position = parent, "first-child"
        if after_id is not None:
            target, position = _in_same_site(column, after_id), "right"
            if target.parent_id != parent.pk or target.pk == column.pk:
                raise Invalid(_("目标位置已经改变，请刷新页面后再移动。"))
        old = {"path": column.path, "parent": column.parent_id}
        column.parent = parent
        check(column)
        column = fresh(column_id)
        Column.tree.move_node(column, target, position)
        column = fresh(column_id)
        change_paths(column, path_below(parent.path, column.slug))
        log.record(
            "columns.column.move", column, actor=actor, old=old,
            new={"path": column.path, "parent": parent.pk, "after": after_id},
        )  # fmt: skip
    return column


def _in_same_site(column: Column, pk: int) -> Column:
    found = fresh(pk)
    if found.site_id != column.site_id:
        raise NotFound
    return found


def _check_target(column: Column, parent: Column) -> None:
    if column.parent_id is None:
        raise Invalid(_("网站的根栏目不能移动。"))
    if column.lft <= parent.lft <= column.rght:
        raise Invalid(_("不能把栏目移到它自己或它的下级栏目之下。"))
    below = Column.tree.filter(tree_id=column.tree_id, lft__gte=column.lft, rght__lte=column.rght)
    height = below.aggregate(deepest=Max("level"))["deepest"] - column.level
    if parent.level + 1 + height > MAX_DEPTH:
        raise Invalid(too_deep())
