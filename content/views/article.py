"""What of one item is shown in full; shared by item pages and single-page columns."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import AssetRole, DocumentFacts, Placement, RevisionAsset
from content.presentation import present
from content.validity import Validity, validity_of_items
from content.views.rows import DOCUMENT_KINDS


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the metadata table of a document."""

    label: str
    value: str


def article_context(placement: Placement) -> dict[str, Any]:
    """Everything ``public/article.html`` prints. ``placement`` needs item, live revision with facts, column.

    Two queries for a law (assets, other versions of it), one for anything else.
    """
    item = placement.item
    revision = item.live_revision
    uses = list(revision.uses.select_related("asset"))
    pictures = [one for one in uses if one.role in (AssetRole.BODY, AssetRole.COVER)]
    sizes = {one.asset.file.url: (one.asset.width, one.asset.height) for one in pictures}
    presented = present(revision.body, sizes)
    cover = next((one for one in pictures if one.role == AssetRole.COVER), None)
    validity = None
    if item.kind in DOCUMENT_KINDS:
        validity = validity_of_items([item], on=timezone.localdate()).get(item.pk)
    return {
        "placement": placement,
        "item": item,
        "revision": revision,
        "presented": presented,
        "image": presented.image or (cover.asset.file.url if cover else ""),
        # A picture made for lists stands above a text that has none of its own.
        "cover": cover if cover and not presented.image else None,
        "attachments": [one for one in uses if one.role == AssetRole.ATTACHMENT],
        "validity": validity,
        "facts": _facts(placement, validity) if item.kind in DOCUMENT_KINDS else [],
    }


def attachment_name(use: RevisionAsset) -> str:
    """The name a reader sees: that of this use, else the asset's."""
    return use.title or use.asset.title


def _facts(placement: Placement, validity: Validity | None) -> list[Fact]:
    """The metadata table, lines without a value left out (standards-facts §6)."""
    revision = placement.item.live_revision
    facts: DocumentFacts | None = getattr(revision, "facts", None)
    if facts is None:
        return []
    released = facts.released_on or timezone.localtime(placement.published_at).date()
    lines = [
        (_("索引号"), facts.index_number),
        (_("主题分类"), revision.theme),
        (_("发文机关"), facts.issuer),
        (_("成文日期"), _day(facts.issued_on)),
        (_("发布日期"), _day(released)),
        (_("发文字号"), facts.document_number),
        (_("施行日期"), _day(facts.effective_on)),
        (_("废止日期"), _day(facts.expires_on)),
        (_("有效性"), validity.label if validity else ""),
    ]
    return [Fact(label, value) for label, value in lines if value]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
