"""Reads of the library that other rooms ask for."""

from collections.abc import Collection

from django.db.models import Count, Max

from columns.content import Figures
from content.models import Placement


def column_figures(column_ids: Collection[int]) -> dict[int, Figures]:
    """How many items are live in each column itself, and when the newest was published (one query)."""
    rows = (
        Placement.objects.live()
        .filter(column_id__in=column_ids)
        .order_by()
        .values_list("column_id")
        .annotate(Count("pk"), Max("published_at"))
    )
    return {column_id: Figures(live_count, newest) for column_id, live_count, newest in rows}
