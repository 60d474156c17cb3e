"""Are the tags in the head of a finished page right? (META-01 to META-04)

Works on the HTML that goes out, so it finds what a template forgot as well as
what is missing in the data.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from publishing.meta import JOINT

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
OPTIONAL = ("Keywords", "Author", "Description", "Image", "Url")
KNOWN = frozenset((*SITE, *COLUMN, *ARTICLE, *OPTIONAL))

STAMP = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d")
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
CODE = re.compile(r"[A-Za-z0-9]{4,20}")
ABSOLUTE = re.compile(r"https?://[^\s/]+/\S*")


class PageKind(StrEnum):
    """What a page is decides which tags it owes."""

    HOME = "home"
    COLUMN = "column"
    ITEM = "item"
    PLAIN = "plain"  # site map, statements, topic area: belongs to no column


REQUIRED = {
    PageKind.HOME: (*SITE, *COLUMN),
    PageKind.COLUMN: (*SITE, *COLUMN),
    PageKind.ITEM: (*SITE, "ColumnName", "ColumnType", *ARTICLE),
    PageKind.PLAIN: SITE,
}


@dataclass(slots=True)
class Head:
    """What the head of a page says: each tag with all its values in order."""

    tags: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""


class _HeadReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "head":
            self.open = True
        elif tag == "body":
            self.open = False
        elif self.open and tag == "meta" and values.get("name") in KNOWN:
            self.head.tags.setdefault(values["name"], []).append(values.get("content", ""))
        elif self.open and tag == "link" and values.get("rel") == "canonical":
            self.head.canonical = values.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self.open = False


def read_head(html: str) -> Head:
    """The tags between ``<head>`` and ``</head>``; those elsewhere do not count."""
    reader = _HeadReader()
    reader.feed(html)
    reader.close()
    return reader.head


def faults_of(html: str, kind: PageKind, *, column_types: frozenset[str]) -> list[str]:
    """What is missing, empty, doubled or malformed, one sentence each; empty if the page is right.

    ``column_types`` is the list of types that authority knows.
    """
    head = read_head(html)
    faults = [_("缺少标签%(name)s。") % {"name": name} for name in REQUIRED[kind] if name not in head.tags]
    for name, values in head.tags.items():
        faults += _faults_of_values(name, values, column_types, kind)
    address = next(iter(head.tags.get("Url", [])), "")
    if address and head.canonical and address != head.canonical:
        faults.append(_("标签Url与页面的规范网址不一致。"))
    return faults


def _faults_of_values(name: str, values: list[str], column_types: frozenset[str], kind: PageKind) -> list[str]:
    if len(values) > 1:
        return [_("标签%(name)s出现了%(count)d次。") % {"name": name, "count": len(values)}]
    value = values[0]
    if not value.strip():
        return [_("标签%(name)s是空的。") % {"name": name}]
    problem = _malformed(name, value, column_types, kind)
    if not problem:
        return []
    return [_("标签%(name)s的值“%(value)s”%(problem)s。") % {"name": name, "value": value[:80], "problem": problem}]


def _malformed(name: str, value: str, column_types: frozenset[str], kind: PageKind) -> str:
    """What is wrong with the form of ``value``, an empty string if nothing is."""
    parts = value.split(JOINT)
    if name == "ColumnType" and (kind == PageKind.HOME) != (value == "首页"):
        return _("应当只在首页使用“首页”")
    checks = {
        "PubDate": (bool(STAMP.fullmatch(value)), _("不是YYYY-MM-DD HH:MM格式的时间")),
        "SiteDomain": (all(HOST.fullmatch(one) for one in parts), _("不是域名")),
        "SiteIDCode": (bool(CODE.fullmatch(value)), _("不是网站标识码")),
        "ColumnType": (all(one in column_types for one in parts), _("不在栏目类别表中")),
        "Url": (bool(ABSOLUTE.fullmatch(value)), _("不是完整的网址")),
        "Image": (bool(ABSOLUTE.fullmatch(value)), _("不是完整的网址")),
    }
    right, problem = checks.get(name, (True, ""))
    if right and any(not one.strip() for one in parts):
        return _("含有空的项")
    return "" if right else problem
