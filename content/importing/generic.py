"""The documented line format for everything else (``docs/import-format.md``)."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from content.draft import Draft, Facts
from content.importing.articles import articles_html
from content.importing.record import BadLine, Record, day, long_text, moment, text, words
from content.models import ItemKind

ORIGIN = "文件导入"
KINDS = {name: kind for kind in ItemKind for name in (kind.value, str(kind.label))}
FACTS = ("issuer", "document_number", "index_number", "issued_on", "released_on", "effective_on", "expires_on")


def read_document(row: dict[str, Any], *, fallback_source: str) -> Record:
    """A Record of the document. Raises BadLine for what is missing, too long or malformed."""
    title = text(row, "title", limit=200, required=True)
    published_at = moment(row, "published_at")
    body = _body(row)
    draft = Draft(
        title=title,
        source=text(row, "source", limit=100) or fallback_source,
        body=body,
        short_title=text(row, "short_title", limit=60),
        summary=text(row, "summary", limit=500),
        keywords=words(row, "keywords", limit=200),
        source_url=_address(row),
        author=text(row, "author", limit=50),
        responsible_editor=text(row, "responsible_editor", limit=50),
        theme=text(row, "theme", limit=60),
        facts=_facts(row),
    )
    key = text(row, "id", limit=100) or _fingerprint(title, body, published_at)
    shown_on = timezone.localdate(published_at) if published_at else timezone.localdate()
    return Record(
        key=key,
        kind=_kind(row),
        draft=draft,
        origin=text(row, "origin", limit=60) or ORIGIN,
        published_at=published_at,
        sort_date=shown_on,
    )


def _body(row: dict[str, Any]) -> str:
    given = [name for name in ("body", "text", "articles") if row.get(name)]
    if not given:
        raise BadLine(_("没有正文：“body”“text”“articles”至少要有一项。"))
    if len(given) > 1:
        raise BadLine(_("正文写了%(names)s几项，只能写一项。") % {"names": "、".join(given)})
    if given == ["articles"]:
        return articles_html(row["articles"])
    if given == ["body"]:
        return long_text(row, "body")
    lines = long_text(row, "text").split("\n")
    return "\n".join(f"<p>{escape(line.strip())}</p>" for line in lines if line.strip())


def _kind(row: dict[str, Any]) -> ItemKind:
    name = text(row, "kind", limit=40)
    if not name:
        return ItemKind.POLICY if any(row.get(one) for one in FACTS) else ItemKind.NEWS
    if name not in KINDS:
        raise BadLine(_("“kind”的值“%(name)s”不认识，可以写：%(known)s。") % {"name": name, "known": "、".join(KINDS)})
    return KINDS[name]


def _facts(row: dict[str, Any]) -> Facts | None:
    if not any(row.get(name) for name in (*FACTS, "validity")):
        return None
    return Facts(
        issuer=text(row, "issuer", limit=200),
        document_number=text(row, "document_number", limit=60),
        index_number=text(row, "index_number", limit=60),
        issued_on=day(row, "issued_on"),
        released_on=day(row, "released_on"),
        effective_on=day(row, "effective_on"),
        expires_on=day(row, "expires_on"),
        source_label=text(row, "validity", limit=20),
    )


def _address(row: dict[str, Any]) -> str:
    address = text(row, "source_url", limit=500)
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise BadLine(_("“source_url”不是以http或https开头的完整网址。")) from None
    return address


def _fingerprint(title: str, body: str, published_at: object) -> str:
    """Tells a line without ``id`` from others, the same every time it is read."""
    return hashlib.sha256(f"{title}\n{published_at}\n{body}".encode()).hexdigest()[:40]
