"""What ``accounts`` has to know of the column tree to grant roles on parts of it."""

from collections.abc import Iterable

from columns.models import Column


class ColumnSubtrees:
    """Answers of ``accounts.places.Subtrees``; unscoped, since rights are checked over all sites."""

    def get(self, pk: int) -> Column | None:
        return Column.tree.filter(pk=pk).first()

    def sites_of(self, ids: Iterable[int]) -> dict[int, int]:
        return dict(Column.tree.filter(pk__in=list(ids)).values_list("pk", "site_id"))

    def names_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The last two levels name a column well enough in a list of rights."""
        rows = Column.tree.filter(pk__in=list(ids)).values_list("pk", "name", "parent__name", "parent__parent_id")
        return {pk: f"{above} / {name}" if above and grand else name for pk, name, above, grand in rows}

    def ids_on(self, site_ids: Iterable[int]) -> list[int]:
        return list(Column.tree.filter(site_id__in=list(site_ids)).values_list("pk", flat=True))

    def choices(self, site_id: int) -> list[tuple[int, str]]:
        rows = Column.tree.filter(site_id=site_id, parent__isnull=False).order_by("lft")
        return [(pk, "　" * (level - 1) + name) for pk, level, name in rows.values_list("pk", "level", "name")]

    def overlap(self, first: Iterable[int], second: Iterable[int]) -> bool:
        ones, others = set(first), set(second)
        rows = Column.tree.filter(pk__in=ones | others).values_list("pk", "tree_id", "lft", "rght")
        spans = {pk: (tree, left, right) for pk, tree, left, right in rows}
        return any(_nested(spans[one], spans[other]) for one in ones & spans.keys() for other in others & spans.keys())


def _nested(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Two subtrees of one tree share something exactly when one root lies within the other."""
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
