"""Reads that several pages share; each takes the same few queries however much there is."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet, Value

from columns.querysets import ColumnNode
from content.models import Placement

Block = tuple[QuerySet[Placement], int]


def live_in(column_ids: Collection[int]) -> QuerySet[Placement]:
    """What is live in these columns; an item placed in two of them comes twice."""
    return Placement.objects.live().filter(column_id__in=column_ids)


def newest_of_each(blocks: Sequence[Block]) -> list[list[Placement]]:
    """The newest ``n`` different items of each queryset, in two queries for all blocks together.

    Each block reads a few rows through its own index; one big OR would read the
    whole table on PostgreSQL.
    """
    if not blocks:
        return []
    parts = [
        Placement.objects.filter(pk__in=rows.order_by("-published_at", "-pk").values("pk")[: count * 2])
        .annotate(block=Value(number))
        .order_by()
        .values_list("pk", "block")
        for number, (rows, count) in enumerate(blocks)
    ]
    pairs = list(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
    found = {one.pk: one for one in Placement.objects.filter(pk__in={pk for pk, _block in pairs}).for_lists()}
    chosen: list[list[Placement]] = [[] for _block in blocks]
    for pk, number in pairs:
        if pk in found:
            chosen[number].append(found[pk])
    return [_different(rows)[:count] for rows, (_query, count) in zip(chosen, blocks, strict=True)]


def _different(placements: list[Placement]) -> list[Placement]:
    """Newest first, each item once; its canonical place wins."""
    best: dict[int, Placement] = {}
    for one in placements:
        if one.item_id not in best or one.is_canonical:
            best[one.item_id] = one
    return sorted(best.values(), key=lambda one: (one.published_at, one.pk), reverse=True)


def common_column(columns: Sequence[ColumnNode]) -> ColumnNode | None:
    """Where all of these can be read on: the deepest column above every one, else the one named most often."""
    if not columns:
        return None
    trails = [one.trail() for one in columns]
    shared: ColumnNode | None = None
    for step in zip(*trails, strict=False):
        if any(one is not step[0] for one in step):
            break
        shared = step[0]
    return shared or max(columns, key=columns.count)
