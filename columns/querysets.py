"""Reads of the column tree."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.roles import Reach
from columns.models import Column


def within(reach: Reach, prefix: str = "") -> Q:
    """Rows whose column lies within ``reach``; ``prefix`` leads from the row to its column.

    One constant-size condition however many columns were granted: ``within(r)``
    for columns, ``within(r, "column__")`` for what hangs on one.
    """
    condition = Q(**{f"{prefix}site_id__in": reach.sites})
    if reach.columns:
        granted = Column.tree.filter(
            pk__in=reach.columns,
            tree_id=OuterRef(f"{prefix}tree_id"),
            lft__lte=OuterRef(f"{prefix}lft"),
            rght__gte=OuterRef(f"{prefix}rght"),
        )
        condition |= Q(Exists(granted))
    return condition


def subtree_of(column: Column) -> QuerySet[Column]:
    """``column`` and everything below it, in tree order."""
    return Column.objects.filter(tree_id=column.tree_id, lft__gte=column.lft, rght__lte=column.rght).order_by("lft")


def covers(reach: Reach, column: Column) -> bool:
    """Does ``reach`` hold for this one column? (At most one query.)"""
    if column.site_id in reach.sites or column.pk in reach.columns:
        return True
    return (
        bool(reach.columns)
        and Column.tree.filter(
            pk__in=reach.columns, tree_id=column.tree_id, lft__lte=column.lft, rght__gte=column.rght
        ).exists()
    )
