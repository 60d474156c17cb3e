"""Choosing a column: only where the person may write, shown with its whole path."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Grants, Role
from columns.models import Column
from columns.querysets import within

SEPARATOR = " / "


def writable_columns(grants: Grants) -> dict[int, Column]:
    """The columns in which the person may write, by id, in the order of the site and its tree.

    Home roots hold no items. Each column carries ``trail``, its path in words.
    Two queries, however many columns there are.
    """
    reach = grants.reach(Role.EDITOR)
    if not reach:
        return {}
    usable = list(
        Column.objects.filter(within(reach), parent__isnull=False)
        .select_related("site")
        .order_by("site__organisation__tree_id", "site__organisation__lft", "tree_id", "lft")
    )
    names = _names({column.tree_id for column in usable})
    for column in usable:
        column.trail = SEPARATOR.join(_trail(column.pk, names))
    return {column.pk: column for column in usable}


def _names(trees: set[int]) -> dict[int, tuple[str, int | None]]:
    rows = Column.tree.filter(tree_id__in=trees, parent__isnull=False).values_list("pk", "name", "parent_id")
    return {pk: (name, parent) for pk, name, parent in rows}


def _trail(pk: int | None, names: dict[int, tuple[str, int | None]]) -> list[str]:
    found: list[str] = []
    while pk in names:
        name, pk = names[pk]
        found.append(name)
    return found[::-1]


class ColumnField(forms.ChoiceField):
    """A column out of those given; an id of any other one is refused like one that does not exist."""

    default_error_messages = {
        "required": _("请选择栏目。"),
        "invalid_choice": _("请从列表中选择栏目：所选栏目不存在，或者您没有在其中编辑的权限。"),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.columns: dict[int, Column] = {}

    def offer(self, columns: dict[int, Column]) -> None:
        """Offer ``columns`` and no others."""
        self.columns = columns
        groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for column in columns.values():
            groups[column.site.name].append((column.pk, column.trail))
        self.choices = [("", _("请选择栏目")), *groups.items()]

    def clean(self, value: Any) -> Column | None:
        chosen = super().clean(value)
        return self.columns[int(chosen)] if chosen else None
