"""Reads of the column tree."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.roles import Reach
from columns.models import Column
from columns.sitetree import ColumnNode, SiteTree, Topics, site_tree
from sites.models import Site

__all__ = ["ColumnNode", "SiteTree", "Topics", "channels", "covers", "site_tree", "subtree_of", "topics", "visible",
           "within"]  # fmt: skip


def channels(site: Site) -> list[ColumnNode]:
    """The top navigation of ``site`` in order (PAGE-09). One query; a page that has a ``SiteTree`` asks that."""
    return site_tree(site).channels


def visible(site: Site) -> QuerySet[Column]:
    """The columns of ``site`` that show (PAGE-08), in tree order, without the root."""
    return Column.objects.filter(pk__in=[node.id for node in site_tree(site).visible()]).order_by("lft")


def topics(site: Site, on: date | None = None) -> Topics:
    """Running and archived topics of ``site`` on a day, default today (PAGE-10)."""
    return site_tree(site).topics(on)


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
