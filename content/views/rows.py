"""Placements → rows of a list: title, address, date and marks, ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from content.models import Asset, AssetRole, ItemKind, Placement, RevisionAsset
from content.validity import Validity, validity_of_items

DOCUMENT_KINDS = (ItemKind.POLICY, ItemKind.LAW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list. ``address`` is the canonical one, wherever the row stands (LINK-01)."""

    title: str
    full_title: str
    address: str
    published_at: datetime
    kind: str
    is_pinned: bool
    column_name: str
    revision_id: int
    summary: str = ""
    document_number: str = ""
    validity: Validity | None = None


def rows_of(placements: Sequence[Placement]) -> list[Row]:
    """Rows in the given order. At most two queries, however many placements."""
    addresses = canonical_addresses(placements)
    documents = [one.item for one in placements if one.item.kind in DOCUMENT_KINDS]
    validities = validity_of_items(documents, on=timezone.localdate()) if documents else {}
    return [_row(one, addresses[one.item_id], validities.get(one.item_id)) for one in placements]


def _row(placement: Placement, address: str, validity: Validity | None) -> Row:
    revision = placement.item.live_revision
    facts = getattr(revision, "facts", None)
    return Row(
        title=revision.list_title,
        full_title=revision.title,
        address=address,
        published_at=placement.published_at,
        kind=placement.item.kind,
        is_pinned=placement.is_pinned,
        column_name=placement.column.name,
        revision_id=revision.pk,
        summary=revision.summary,
        document_number=facts.document_number if facts else "",
        validity=validity,
    )


def canonical_addresses(placements: Iterable[Placement]) -> dict[int, str]:
    """Item id → its one address on this site; further placements only point there."""
    own = {one.item_id: one.get_absolute_url() for one in placements if one.is_canonical}
    further = [one for one in placements if one.item_id not in own]
    if not further:
        return own
    rows = (
        Placement.objects.live()
        .filter(item_id__in={one.item_id for one in further}, is_canonical=True)
        .select_related("column")
    )
    elsewhere = {one.item_id: one.get_absolute_url() for one in rows}
    return own | {one.item_id: elsewhere.get(one.item_id, one.get_absolute_url()) for one in further}


def covers_of(rows: Iterable[Row]) -> dict[int, RevisionAsset]:
    """Revision id → its picture for lists. One query."""
    uses = RevisionAsset.objects.filter(
        revision_id__in=[one.revision_id for one in rows], role=AssetRole.COVER
    ).select_related("asset")
    return {one.revision_id: one for one in uses}


def media_address(asset: Asset) -> str:
    """Path of a library file on the site that shows it."""
    return asset.file.url
