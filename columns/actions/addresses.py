"""What a change of path does to a subtree: new paths for all, old ones kept for ever (LINK-01)."""

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from columns.models import Column, ColumnAddress


def change_paths(column: Column, new_path: str) -> None:
    """Give ``column`` the path ``new_path`` and everything below it its own; remember the old ones.

    Call it under the lock of the site, with tree fields just read. Three
    statements, however large the subtree.
    """
    old_path = column.path
    if new_path == old_path:
        return
    below = Column.tree.filter(tree_id=column.tree_id, lft__gte=column.lft, rght__lte=column.rght)
    remember([(pk, path) for pk, path in below.values_list("pk", "path")], site_id=column.site_id)
    below.update(path=Concat(Value(new_path), Substr(F("path"), len(old_path) + 1)))
    column.path = new_path


def remember(left: list[tuple[int, str]], *, site_id: int) -> None:
    """Record that each column of ``left`` (id, path) has left its path; the last one to leave owns it."""
    ColumnAddress.objects.bulk_create(
        [ColumnAddress(site_id=site_id, column_id=pk, path=path) for pk, path in left],
        update_conflicts=True,
        unique_fields=["site", "path"],
        update_fields=["column", "created_at"],
    )


def hand_over(column: Column, heir: Column) -> None:
    """All addresses of ``column``, old ones and the present, lead to ``heir`` from now on."""
    ColumnAddress.objects.filter(column=column).update(column=heir)
    remember([(heir.pk, column.path)], site_id=column.site_id)
