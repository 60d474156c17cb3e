"""What an editor hands in: the plain values from which a revision is made."""

from dataclasses import dataclass, field
from datetime import date

from content.models import AssetRole


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetUse:
    """An asset of the same site and what the revision uses it for."""

    asset_id: int
    role: AssetRole
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Metadata of a document; see ``content.models.DocumentFacts`` for the meaning."""

    issuer: str = ""
    document_number: str = ""
    index_number: str = ""
    issued_on: date | None = None
    released_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    source_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a revision shows. ``body`` is HTML and is sanitised on the way in."""

    title: str
    source: str
    body: str = ""
    short_title: str = ""
    summary: str = ""
    keywords: str = ""
    source_url: str = ""
    author: str = ""
    responsible_editor: str = ""
    theme: str = ""
    assets: tuple[AssetUse, ...] = field(default=())
    facts: Facts | None = None
