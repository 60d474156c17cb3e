"""Only what an article may contain gets in: stored bodies can be shown as they are.

Allowed is what the editor makes, and nothing that runs, loads from elsewhere or
dresses itself. ``sanitise`` is idempotent: cleaning a clean body changes nothing.
"""

import html
import re
from dataclasses import dataclass

import nh3

TAGS = {
    "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "figure", "figcaption", "img", "a", "strong", "em", "u", "s", "sub", "sup", "blockquote", "hr", "br", "code", "pre",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "figure": {"class"},
    "ol": {"start"},
    "*": {"id"},
}
# Their text is no text: it goes with them.
DROPPED_WHOLE = frozenset(
    {"script", "style", "title", "xml", "template", "noscript", "iframe", "object", "svg", "math"}
)
FIGURE_CLASSES = frozenset({"left", "right", "wide", "small"})
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "del": "s", "strike": "s", "ins": "u"}
LINK_SCHEMES = {"http", "https", "mailto", "tel"}
LINK_REL = "noopener noreferrer"

_RENAME = re.compile(rf"<(/?)({'|'.join(RENAMED)})(?=[\s/>])", re.IGNORECASE)
_ANCHOR = re.compile(r"art-[A-Za-z0-9-]{1,60}")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
# Our own files only; the path is the one that asset_path makes, so nothing exotic is lost.
_OWN_MEDIA = re.compile(r"/media/(?!.*(?:\.\.|//))[^\s\\<>\"'?#:]+")
_HREF_REFUSED = re.compile(r"[\s\x00-\x1f\\]|^//")
_IMAGE = re.compile(r'<img((?:\s+[a-z-]+="[^"]*")*)\s*/?>')
_TOKEN = re.compile(r'(<(?:"[^"]*"|[^<>"])*>)')  # of nh3's output, where attributes are always quoted
_INDENT = re.compile(r"^(?:\s|&nbsp;|\u3000)+")
_BLANK = re.compile(r"(?:\s|&nbsp;|\u3000)*")
_DROPPED_IF_EMPTY = frozenset(
    {"p", "h2", "h3", "h4", "figure", "figcaption", "strong", "em", "u", "s", "sub", "sup", "a"}
)
# Invisible control characters and those that turn the direction of text around.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufff9-\ufffb]")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def sanitise(body: str) -> str:
    """Return ``body`` (HTML, pasted or typed) with only what an article may contain."""
    text = _prepare(body)
    for _round in range(10):  # what is taken away may leave something else empty
        cleaned = _pass(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def plain_text(body: str) -> str:
    """The words of ``body`` without its tags, entities resolved, blanks at the ends removed."""
    return html.unescape(nh3.clean(body, tags=set(), clean_content_tags=DROPPED_WHOLE)).strip("\u3000\xa0 \n\t\r")


def images(body: str) -> list[dict[str, str]]:
    """Attributes of every image of a sanitised body, in order, entities resolved."""
    return [
        {name: html.unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', match[1])}
        for match in _IMAGE.finditer(body)
    ]


def _prepare(body: str) -> str:
    return BIDI_CONTROLS.sub("", INVISIBLE.sub("", body.replace("\r\n", "\n").replace("\r", "\n")))


def _pass(text: str) -> str:
    text = _RENAME.sub(lambda match: f"<{match[1]}{RENAMED[match[2].lower()]}", text)
    text = nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        clean_content_tags=DROPPED_WHOLE,
        url_schemes=LINK_SCHEMES,
        link_rel=LINK_REL,
        strip_comments=True,
    )
    text = _prepare(text)  # entities may have hidden some
    return _tidy(text).strip()


@dataclass(slots=True)
class _Element:
    """An open element while tidying: where it starts in the output, and whether anything is in it."""

    name: str
    start: int
    kept: bool = True
    filled: bool = False


def _tidy(text: str) -> str:
    """Drop images without a source, links without a target, and what is empty; blanks at a paragraph's start too.

    One walk over the well-formed output of nh3, in linear time however deep it nests.
    """
    out: list[str] = []
    open_ones = [_Element("", 0)]
    for token in _TOKEN.split(text):
        if token.startswith("</"):
            _close(open_ones, out, token)
        elif token.startswith("<"):
            _open(open_ones, out, token)
        else:
            if out and out[-1].startswith(("<p>", "<p ")):
                token = _INDENT.sub("", token)
            open_ones[-1].filled |= not _BLANK.fullmatch(token)
            out.append(token)
    return "".join(out)


def _open(open_ones: list[_Element], out: list[str], token: str) -> None:
    name = token.strip("<>/").split(None, 1)[0]
    if name == "img" and ' src="' not in token:
        return
    if name in {"img", "br", "hr"}:
        open_ones[-1].filled |= name != "br"
        out.append(token)
        return
    bare_link = name == "a" and ' href="' not in token and ' id="' not in token
    open_ones.append(_Element(name, len(out), kept=not bare_link))
    if not bare_link:
        out.append(token)


def _close(open_ones: list[_Element], out: list[str], token: str) -> None:
    element = open_ones.pop()
    if element.name in _DROPPED_IF_EMPTY and not element.filled:
        del out[element.start :]
        return
    open_ones[-1].filled = True
    if element.kept:
        out.append(token)


def _keep(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute as it may stay, or None to drop it."""
    value = value.strip()
    if name == "id":
        return value if _ANCHOR.fullmatch(value) else None
    if name == "class":
        kept = [one for one in value.split() if one in FIGURE_CLASSES]
        return " ".join(kept) or None
    if name == "src":
        return value if _OWN_MEDIA.fullmatch(value) else None
    if name == "href":
        return None if _HREF_REFUSED.search(value) else value
    if name == "scope":
        return value if value in _SCOPES else None
    if name in {"colspan", "rowspan", "width", "height", "start"}:
        return value if _NUMBER.fullmatch(value) else None
    return value
