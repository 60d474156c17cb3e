"""Changing what a column says and shows, its address included."""

from datetime import datetime
from typing import Any

from accounts.models import User
from audit import log
from columns.actions.addresses import change_paths
from columns.actions.locking import fresh, locked_column
from columns.models import Column
from columns.nested import path_below
from columns.policies import ColumnVerb, require
from columns.rules import assign, check
from sites.errors import Stale


def change_column(*, actor: User | None, column_id: int, base: datetime | None = None, **fields: Any) -> Column:
    """Set ``fields`` of a column and return it; a new ``slug`` moves the addresses of its whole subtree.

    ``base`` is the ``changed_at`` that the person saw: if somebody saved in the
    meantime, Stale is raised and nothing changed. Also raises NotAllowed,
    Invalid, NotFound.
    """
    with locked_column(column_id) as column:
        require(actor, ColumnVerb.CHANGE, column)
        if base is not None and base != column.changed_at:
            raise Stale
        before = _plain(column, fields)
        assign(column, fields)
        check(column)
        after = _plain(column, fields)
        changed = {name for name in fields if before[name] != after[name]}
        if not changed:
            return column
        if "slug" in changed:
            change_paths(column, path_below(column.parent.path, column.slug))
        column.save()
        log.record(
            "columns.column.change",
            column,
            actor=actor,
            old={name: before[name] for name in changed},
            new={name: after[name] for name in changed},
        )
        return fresh(column_id)


def _plain(column: Column, names: Any) -> dict[str, Any]:
    """Values as the log keeps them: ids for rows, names for files."""
    found = {}
    for name in names:
        value = getattr(column, Column._meta.get_field(name).attname)
        found[name] = str(value) if name == "picture" else value
    return found


def hide_column(*, actor: User | None, column_id: int) -> Column:
    """Take a column and all below it out of every page; its content stays where it is."""
    return change_column(actor=actor, column_id=column_id, is_hidden=True)


def show_column(*, actor: User | None, column_id: int) -> Column:
    """Undo ``hide_column``. An empty column still does not show (PAGE-08)."""
    return change_column(actor=actor, column_id=column_id, is_hidden=False)
