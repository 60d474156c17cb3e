"""The format of the national laws file: one law, with its articles, a line."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.draft import Draft, Facts
from content.importing.articles import articles_html
from content.importing.record import Record, day, text, words
from content.models import ItemKind

ORIGIN = "法律法规数据文件"
# What a line must have to be taken for a law.
MARKS = frozenset({"law_id", "law_name", "articles"})


def read_law(row: dict[str, Any], *, fallback_source: str) -> Record:
    """A Record of the law. Raises BadLine for what is missing, too long or no date.

    The page's time of publication is left to the system: ``publish_date`` says
    when the law was made public, not this page (MECH-09).
    """
    title = text(row, "law_name", limit=200, required=True)
    issuer = text(row, "issuing_body", limit=100)
    released = day(row, "version_date") or day(row, "publish_date", required=True)
    assert released is not None  # required
    facts = Facts(
        issuer=issuer or fallback_source,
        released_on=released,
        effective_on=day(row, "effective_date"),
        source_label=text(row, "status", limit=20),
    )
    department = text(row, "law_department", limit=60)
    draft = Draft(
        title=title,
        source=issuer or fallback_source,
        body=articles_html(row.get("articles")),
        short_title=_short(title),
        summary=_summary(issuer, released, facts.effective_on, len(row["articles"])),
        keywords=words({"words": [department, text(row, "doc_type", limit=20), _short(title)]}, "words", limit=200),
        theme=department,
        facts=facts,
    )
    key = text(row, "law_id", limit=100, required=True)
    return Record(key=key, kind=ItemKind.LAW, draft=draft, origin=ORIGIN, published_at=None, sort_date=released)


def _short(title: str) -> str:
    """The name as it is spoken, for lists; empty when the title is short or stays long."""
    short = title.removeprefix("中华人民共和国")
    return short if short != title and len(short) <= 60 else ""


def _summary(issuer: str, released: date, effective: date | None, articles: int) -> str:
    values = {
        "issuer": issuer,
        "released": date_format(released, _("Y年n月j日")),
        "effective": date_format(effective, _("Y年n月j日")) if effective else "",
        "articles": articles,
    }
    text = _("%(issuer)s%(released)s公布，共%(articles)d条。")
    if effective and effective >= released:
        text = _("%(issuer)s%(released)s公布，自%(effective)s起施行，共%(articles)d条。")
    return text % values
