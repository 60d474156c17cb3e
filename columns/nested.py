"""Trees in memory: parents and order give the nested-set numbers and the paths."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from columns.models import Column
from sites.models import Site


@dataclass(slots=True)
class Node:
    """A column and what hangs below it, in order."""

    column: Column
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: what MPTT stores of it, and its path."""

    lft: int
    rght: int
    level: int
    path: str


def read_nodes(sites: Collection[Site]) -> list[Node]:
    """All columns of ``sites``, each hanging below its parent. Siblings stand in their stored order."""
    nodes = {column.pk: Node(column) for column in Column.tree.filter(site__in=sites).order_by("tree_id", "lft", "pk")}
    for node in nodes.values():
        above = nodes.get(node.column.parent_id)
        if above is not None:
            above.children.append(node)
    return list(nodes.values())


def places(root: Node) -> list[tuple[Column, Place]]:
    """Every column of the tree with its place, in tree order."""
    found: list[tuple[Column, Place]] = []
    _place(root, 1, 0, "", found)
    return found


def _place(node: Node, lft: int, level: int, path: str, found: list[tuple[Column, Place]]) -> int:
    """Append the subtree that begins at ``lft``; return the first number after it."""
    position, following = len(found), lft + 1
    found.append((node.column, Place(lft, 0, level, path)))
    for child in node.children:
        following = _place(child, following, level + 1, path_below(path, child.column.slug), found)
    found[position] = (node.column, Place(lft, following, level, path))
    return following + 1


def path_below(path: str, slug: str) -> str:
    """The path of ``slug`` below ``path``; the root's path is empty."""
    return f"{path}/{slug}".strip("/")
