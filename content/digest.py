"""The digest of a revision: what a reviewer approves is what a citizen reads."""

import hashlib
import json
from collections.abc import Iterable

from content.models import DocumentFacts, Revision, RevisionAsset

FORM = 1  # goes up when the list of covered fields changes
TEXTS = (
    "title", "short_title", "body", "summary", "keywords", "source", "source_url", "author", "responsible_editor",
    "theme",
)  # fmt: skip
FACTS = (
    "issuer", "document_number", "index_number", "issued_on", "released_on", "effective_on", "expires_on",
    "source_label",
)  # fmt: skip


def digest_of(revision: Revision, uses: Iterable[RevisionAsset], facts: DocumentFacts | None) -> str:
    """SM3 (64 hex digits) over canonical JSON of all that ``revision`` shows: texts, facts, files and their titles."""
    shown = {
        "form": FORM,
        "texts": {name: getattr(revision, name) for name in TEXTS},
        "facts": {name: _plain(getattr(facts, name)) for name in FACTS} if facts else None,
        "assets": sorted([use.role, use.order, use.asset.digest, use.title, use.alt_text] for use in uses),
    }
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new("sm3", text.encode()).hexdigest()


def stored_digest(revision: Revision) -> str:
    """The digest computed anew from what is in the database (two queries)."""
    facts = DocumentFacts.objects.filter(revision=revision).first()
    return digest_of(revision, revision.uses.select_related("asset"), facts)


def _plain(value: object) -> str:
    return "" if value is None else str(value)
