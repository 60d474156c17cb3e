"""Articles of a law → HTML with headings and anchors, so that ``#art-23`` leads to 第二十三条."""

from collections import Counter
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from content.importing.numerals import ENTRY, anchor_of
from content.importing.record import BadLine, long_text, text

WHOLE_TEXT = "全文"


def articles_html(articles: Any) -> str:
    """The body made of ``[{"chapter", "section", "no", "text"}, …]``. Raises BadLine where it is not that.

    Chapters become h2 and sections h3, numbered ``art-part-1``, ``art-part-2`` …; an
    article's first paragraph carries its anchor. A number that occurs twice
    (quoted articles of other texts) gets ``art-7-again-2``.
    """
    if not isinstance(articles, list) or not articles:
        raise BadLine(_("“articles”应当是至少有一条的列表。"))
    blocks: list[str] = []
    seen: Counter[str] = Counter()
    chapter = section = ""
    parts = 0
    for position, article in enumerate(articles, 1):
        if not isinstance(article, dict):
            raise BadLine(_("“articles”的第%(position)d条不是对象。") % {"position": position})
        here = text(article, "chapter", limit=200), text(article, "section", limit=200)
        for level, name, changed in (
            ("h2", here[0], here[0] != chapter),
            ("h3", here[1], here != (chapter, section)),
        ):
            if name and changed:
                parts += 1
                blocks.append(f'<{level} id="art-part-{parts}">{escape(name)}</{level}>')
        chapter, section = here
        blocks.append(_article(article, position, seen))
    return "\n".join(blocks)


def _article(article: dict[str, Any], position: int, seen: Counter[str]) -> str:
    number, body = text(article, "no", limit=60), long_text(article, "text")
    if not body:
        raise BadLine(_("“articles”的第%(position)d条没有正文。") % {"position": position})
    first, *others = [escape(line.strip()) for line in body.split("\n") if line.strip()]
    anchor = anchor_of(number)
    if anchor:
        seen[anchor] += 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-again-{seen[anchor]}"
    attribute = f' id="{anchor}"' if anchor else ""
    head = f"<strong>{escape(_shown(number))}</strong>　" if _shown(number) else ""
    return "".join([f"<p{attribute}>{head}{first}</p>", *(f"<p>{line}</p>" for line in others)])


def _shown(number: str) -> str:
    """The number as readers know it: 条目三 was 三、 in the original, 全文 has none."""
    if number == WHOLE_TEXT:
        return ""
    if found := ENTRY.fullmatch(number):
        return f"{found[1]}、"
    return number
