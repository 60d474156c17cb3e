"""Columns at the desk: the tree of one site, the form of a column, the table of types."""

from columns.admin.tree import ColumnAdmin
from columns.admin.types import ColumnTypeAdmin

__all__ = ["ColumnAdmin", "ColumnTypeAdmin"]
