"""Every write to columns: one verb a function, keyword-only, one transaction under the lock of the site."""

from columns.actions.change import change_column, hide_column, show_column
from columns.actions.create import create_column, create_root
from columns.actions.delete import delete_column
from columns.actions.explain import review_explanation, set_explanation
from columns.actions.figures import content_changed
from columns.actions.load import apply_column_set, load_columns
from columns.actions.move import move_column
from columns.actions.types import add_column_type, change_column_type

__all__ = [
    "add_column_type",
    "apply_column_set",
    "change_column",
    "change_column_type",
    "content_changed",
    "create_column",
    "create_root",
    "delete_column",
    "hide_column",
    "load_columns",
    "move_column",
    "review_explanation",
    "set_explanation",
    "show_column",
]
