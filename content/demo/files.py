"""Small real files for attachments, written without any library."""

import csv
import io
from collections.abc import Iterable, Sequence

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595, 842, 72  # points, A4
SIZE, LEADING, PER_LINE, PER_PAGE = 12, 21, 36, 32

# The Song typeface of the Adobe-GB1 collection.
CJK_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
    b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>"
)


def pdf(title: str, lines: Iterable[str]) -> bytes:
    """A plain PDF of ``lines``, in the CJK font that every reader brings along (nothing is embedded)."""
    wrapped = [part for line in [title, "", *lines] for part in _wrap(line)]
    pages = [wrapped[start : start + PER_PAGE] for start in range(0, len(wrapped), PER_PAGE)]
    first_page = 5
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        CJK_FONT,
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {first_page + 2 * number + 1} 0 R >>".encode()
        )
        stream = _page_stream(page)
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    return _assemble(objects)


def _wrap(line: str) -> list[str]:
    return [line[start : start + PER_LINE] for start in range(0, len(line), PER_LINE)] or [""]


def _page_stream(lines: Sequence[str]) -> bytes:
    shown = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines]
    start = f"BT /F1 {SIZE} Tf {LEADING} TL {MARGIN} {PAGE_HEIGHT - MARGIN} Td"
    return "\n".join([start, *shown, "ET"]).encode()


def _assemble(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe4\xba\x91\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def table_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that spreadsheet programs open with the right characters."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def text_form(title: str, fields: Iterable[str]) -> bytes:
    """An application form to fill in by hand or on screen."""
    lines = [
        title,
        "",
        *(f"{name}：________________________" for name in fields),
        "",
        "申请人签名：____________    日期：____年____月____日",
    ]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()
