"""The tags in the head of every page, built in one place (META-01 to META-03)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

# Several values of one tag are joined like this, as in the standard's own examples.
JOINT = "，"
SEPARATORS = re.compile(r"[,，;；、\n]+")


def stamp(moment: datetime) -> str:
    """``YYYY-MM-DD HH:MM`` in local time, the only form of a time that citizens see."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def plain(value: str) -> str:
    """One line without control characters: what a browser would hand back unchanged."""
    kept = "".join(" " if one in "\t\n\r\f\v" else one for one in value)
    return " ".join("".join(one for one in kept if unicodedata.category(one) not in ("Cc", "Cs")).split())


def split_values(text: str) -> list[str]:
    """The values that an editor typed with commas between them."""
    return [value for part in SEPARATORS.split(text) if (value := plain(part))]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTags:
    """Tags of every page (META-01)."""

    name: str
    domains: list[str]
    id_code: str

    def pairs(self) -> Iterator[tuple[str, str]]:
        yield "SiteName", self.name
        yield "SiteDomain", JOINT.join(self.domains)
        yield "SiteIDCode", self.id_code


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTags:
    """Tags of a column page, all four required (META-02); a content page shows name and type."""

    name: str
    types: list[str]
    descriptions: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    def pairs(self, *, whole: bool) -> Iterator[tuple[str, str]]:
        yield "ColumnName", self.name
        if whole:
            yield "ColumnDescription", JOINT.join(self.descriptions)
            yield "ColumnKeywords", JOINT.join(self.keywords)
        yield "ColumnType", JOINT.join(self.types)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTags:
    """Tags of a content page (META-03): the first three required, the rest where known.

    ``image`` and ``url`` are absolute addresses.
    """

    title: str
    published_at: datetime
    source: str
    keywords: list[str] = field(default_factory=list)
    author: str = ""
    description: str = ""
    image: str = ""
    url: str = ""

    def pairs(self) -> Iterator[tuple[str, str]]:
        yield "ArticleTitle", self.title
        yield "PubDate", stamp(self.published_at)
        yield "ContentSource", self.source
        optional = {
            "Keywords": JOINT.join(self.keywords),
            "Author": self.author,
            "Description": self.description,
            "Image": self.image,
            "Url": self.url,
        }
        yield from ((name, value) for name, value in optional.items() if value.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """Everything the head of one page says. ``tags()`` is what templates print, escaped.

    ``canonical`` is the absolute address of the page; empty for pages that have
    none, such as search results, which are kept out of search engines.
    """

    site: SiteTags
    title: str
    column: ColumnTags | None = None
    article: ArticleTags | None = None
    canonical: str = ""

    def tags(self) -> list[tuple[str, str]]:
        """Name and content of each tag, in the order of the standard."""
        found = list(self.site.pairs())
        if self.column:
            found += self.column.pairs(whole=self.article is None)
        if self.article:
            found += self.article.pairs()
        return [(name, plain(value)) for name, value in found]

    def faults(self) -> list[str]:
        """Names of required tags that would come out empty (META-04)."""
        return [name for name, value in self.tags() if not value]

    @property
    def full_title(self) -> str:
        """What the browser's tab shows: the page, then the site."""
        page, site = plain(self.title), plain(self.site.name)
        return f"{page} - {site}" if page and page != site else site
