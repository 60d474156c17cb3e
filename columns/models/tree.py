"""The tree manager: MPTT's, with the ways closed by which one site's tree could touch another's."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from mptt.exceptions import InvalidMove
from mptt.managers import TreeManager


class ColumnTreeManager(TreeManager):
    """Unscoped manager of the column trees; a tree's number is its site's id.

    MPTT numbers new trees itself and renumbers *all* later ones when a node is
    dropped beside a root. Here a root gets its site's id and keeps it, and
    nothing moves to the root level or into another site: both raise InvalidMove.
    """

    def insert_node(
        self, node: Any, target: Any, position: str = "last-child", save: bool = False, **options: Any
    ) -> Any:
        if target is None:
            node.lft, node.rght, node.level, node.tree_id, node.parent = 1, 2, 0, node.site_id, None
            if save:
                node.save()
            return node
        refuse_leaving_the_tree(node, target, position)
        return super().insert_node(node, target, position, save, **options)

    def _move_node(self, node: Any, target: Any, position: str = "last-child", **kwargs: Any) -> Any:
        refuse_leaving_the_tree(node, target, position)
        return super()._move_node(node, target, position, **kwargs)


def refuse_leaving_the_tree(node: Any, target: Any, position: str) -> None:
    """Raise InvalidMove unless ``node`` ends below the root of its own site."""
    if target is None or (target.is_root_node() and position in ("left", "right")):
        raise InvalidMove(_("栏目必须放在网站的栏目树之内。"))
    if node.pk is not None and node.level == 0 and node.lft == 1:
        raise InvalidMove(_("网站的根栏目不能移动。"))
    if node.site_id != target.site_id:
        raise InvalidMove(_("栏目不能移到另一个网站。"))
