"""Keeping the figures that decide what shows."""

from collections.abc import Collection

from django.db import transaction

from columns.actions.locking import lock_sites
from columns.content import figures
from columns.models import Column


def content_changed(*, column_ids: Collection[int]) -> None:
    """Recount what is live in ``column_ids`` and store it. Call it in the transaction that changed it.

    Counted after the lock, so that of two people publishing at once the second
    sees the first one's item; calling it once too often does no harm.
    """
    if not column_ids:
        return
    with transaction.atomic():
        lock_sites(Column.tree.filter(pk__in=column_ids).values_list("site_id", flat=True))
        for column_id, found in figures(column_ids).items():
            Column.tree.filter(pk=column_id).update(
                live_count=found.live_count, last_published_at=found.last_published_at
            )
