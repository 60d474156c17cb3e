"""Short notation of the demo's long texts → HTML of an article."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape

HEADING, ENTRY, CAPTION, ROW = "## ", "- ", "^ ", "|"


def to_html(text: str) -> str:
    """``## `` heading, ``- `` list entry, ``| a | b |`` table row (first: head), ``^ `` its caption, else paragraph."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(_blocks(lines))


def _kind(line: str) -> str:
    return next((mark for mark in (HEADING, ENTRY, CAPTION, ROW) if line.startswith(mark)), "")


def _blocks(lines: list[str]) -> Iterator[str]:
    caption = ""
    for kind, group in groupby(lines, _kind):
        block = [line if kind == ROW else line.removeprefix(kind) for line in group]
        if kind == CAPTION:
            caption = f"<caption>{escape(block[-1])}</caption>"
        elif kind == ROW:
            yield _table(block, caption)
            caption = ""
        elif kind == ENTRY:
            yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in block) + "</ul>"
        else:
            tag = "h2" if kind == HEADING else "p"
            yield "\n".join(f"<{tag}>{escape(line)}</{tag}>" for line in block)


def _table(rows: list[str], caption: str) -> str:
    cells = [[escape(cell.strip()) for cell in row.strip("|").split("|")] for row in rows]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in cells[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[1:])
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
