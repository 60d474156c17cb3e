"""Columns for the tests of this room, made by the actions."""

from typing import Any

from columns import actions
from columns.models import Column

VALUES = {"description": "发布工作动态。", "keywords": "动态", "type": "工作动态"}


def add(parent: Column, slug: str, **values: Any) -> Column:
    """A column below ``parent`` whose name is its slug."""
    return actions.create_column(actor=None, parent=parent, **VALUES | {"slug": slug, "name": slug} | values)
