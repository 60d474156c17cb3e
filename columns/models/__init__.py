"""Public names of the room's models."""

from columns.models.address import ColumnAddress
from columns.models.column import Column, ColumnLayout
from columns.models.column_type import ColumnType

__all__ = ["Column", "ColumnAddress", "ColumnLayout", "ColumnType"]
