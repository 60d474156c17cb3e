"""Public names of the room's models."""

from columns.models.address import ColumnAddress
from columns.models.column import MAX_DEPTH, SLUG, Column, ColumnLayout
from columns.models.column_type import ColumnType
from columns.models.tree import ColumnTreeManager

__all__ = ["MAX_DEPTH", "SLUG", "Column", "ColumnAddress", "ColumnLayout", "ColumnTreeManager", "ColumnType"]
