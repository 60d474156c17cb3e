"""A stored body made ready for the page; its words and their order stay as approved.

Images get their size and load when they are needed, wide tables scroll in a
box of their own, and headings and article anchors become a table of contents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

ARTICLE_ANCHOR = re.compile(r"art-[A-Za-z0-9-]+")
ARTICLE_NAME = re.compile(
    r"^\s*((?:第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?)|[一二三四五六七八九十百]+(?=、))"
)
HEADINGS = {"h2": 2, "h3": 3}
Size = tuple[int | None, int | None]


@dataclass(slots=True)
class Section:
    """A chapter in the table of contents, with the articles under it."""

    title: str
    level: int = 2
    anchor: str = ""
    articles: list[tuple[str, str]] = field(default_factory=list)  # (anchor, name)

    @property
    def target(self) -> str:
        return self.anchor or (self.articles[0][0] if self.articles else "")

    @property
    def span(self) -> str:
        """``第一条至第九条``, empty without articles."""
        names = [name for _anchor, name in self.articles]
        if not names:
            return ""
        return names[0] if len(names) == 1 else _("%(first)s至%(last)s") % {"first": names[0], "last": names[-1]}


@dataclass(frozen=True, slots=True)
class Presented:
    """``html`` to print, ``contents`` empty unless the text has articles (a law)."""

    html: SafeString
    contents: list[Section]
    image: str  # address of the first picture, empty without


def present(body: str, sizes: Mapping[str, Size] | None = None) -> Presented:
    """Prepare a sanitised ``body``; ``sizes`` knows width and height of images by address."""
    reader = _Reader(sizes or {})
    reader.feed(body)
    reader.close()
    is_law = any(section.articles for section in reader.sections)
    contents = [one for one in reader.sections if one.target] if is_law else []
    return Presented(mark_safe("".join(reader.out)), contents, reader.first_image)  # noqa: S308 sanitised when stored


class _Reader(HTMLParser):
    """Copies the body tag by tag, changing only images and outermost tables."""

    def __init__(self, sizes: Mapping[str, Size]) -> None:
        super().__init__(convert_charrefs=False)
        self.sizes = sizes
        self.out: list[str] = []
        self.sections: list[Section] = []
        self.first_image = ""
        self.tables = 0
        self.heading: Section | None = None
        self.anchor = ""
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.out.append(self._image(values))
            return
        if tag == "table":
            if self.tables == 0:
                label = escape(_("表格，可以左右滚动"))
                self.out.append(f'<div class="table-box" role="region" aria-label="{label}" tabindex="0">')
            self.tables += 1
        if tag in HEADINGS:
            self._finish_article()
            self.heading = Section("", HEADINGS[tag], values.get("id", ""))
        elif ARTICLE_ANCHOR.fullmatch(values.get("id", "")):
            self._finish_article()
            self.anchor, self.words = values["id"], ""
        self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        if tag == "table" and self.tables:
            self.tables -= 1
            if self.tables == 0:
                self.out.append("</div>")
        elif tag in HEADINGS and self.heading is not None:
            self.heading.title = " ".join(self.heading.title.split())
            self.sections.append(self.heading)
            self.heading = None
        elif tag in {"p", "li"}:
            self._finish_article()

    def handle_data(self, data: str) -> None:
        self.out.append(data)
        self._note(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")
        self._note(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")
        self._note(unescape(f"&#{name};"))

    def close(self) -> None:
        super().close()
        self._finish_article()
        self.out.append("</div>" if self.tables else "")

    def _note(self, text: str) -> None:
        if self.heading is not None:
            self.heading.title += text
        elif self.anchor and len(self.words) < 40:
            self.words += text

    def _finish_article(self) -> None:
        if not self.anchor:
            return
        found = ARTICLE_NAME.match(self.words)
        name = found[1] if found else self.anchor.removeprefix("art-")
        if not self.sections:
            self.sections.append(Section(""))
        self.sections[-1].articles.append((self.anchor, name))
        self.anchor = ""

    def _image(self, values: dict[str, str]) -> str:
        address = values.get("src", "")
        self.first_image = self.first_image or address
        width, height = self.sizes.get(address, (None, None))
        if width and height:
            values |= {"width": str(width), "height": str(height)}
        values.setdefault("alt", "")
        values |= {"loading": "lazy", "decoding": "async"}
        return "<img " + " ".join(f'{name}="{escape(value)}"' for name, value in values.items()) + ">"
