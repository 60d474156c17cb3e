"""Lines of a file, plain or gzipped, one at a time: memory stays flat however long the file is."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from content.importing import generic, laws
from content.importing.record import BadLine, Record

MAX_LINE_BYTES = 8 * 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"


class BrokenFile(Exception):
    """The file ends in the middle of its compressed data; the text says so in Chinese."""


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, bytes) of every line that is not blank; None for a line over 8 MiB.

    Raises OSError if the file cannot be opened, BrokenFile if it is cut off.
    """
    with path.open("rb") as probe:
        zipped = probe.read(2) == GZIP_MAGIC
    with cast("IO[bytes]", gzip.open(path, "rb") if zipped else path.open("rb")) as lines:
        number = 0
        try:
            while line := lines.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                    _skip_rest(lines)
                    yield number, None
                elif line.strip():
                    yield number, line
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise BrokenFile(
                _("压缩文件从第%(number)d行之后已经损坏或不完整，后面的内容无法读取。") % {"number": number}
            ) from None


def _skip_rest(lines: IO[bytes]) -> None:
    while rest := lines.readline(MAX_LINE_BYTES):
        if rest.endswith(b"\n"):
            return


def read_record(line: bytes | None, *, fallback_source: str) -> Record:
    """The Record of one line; the keys of the line tell its format. Raises BadLine."""
    row = _read_object(line)
    reader = laws.read_law if row.keys() >= laws.MARKS else generic.read_document
    return reader(row, fallback_source=fallback_source)


def _read_object(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise BadLine(_("这一行超过了%(limit)d兆字节，请拆开后再导入。") % {"limit": MAX_LINE_BYTES // 1024 // 1024})
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadLine(
            _("从第%(position)d个字节起不是UTF-8编码，请把文件另存为UTF-8后再导入。") % {"position": error.start + 1}
        ) from None
    except json.JSONDecodeError as error:
        raise BadLine(_("从第%(position)d个字起不是有效的JSON。") % {"position": error.pos + 1}) from None
    except (ValueError, RecursionError):
        raise BadLine(_("不是有效的JSON。")) from None
    if not isinstance(row, dict):
        raise BadLine(_("应当是一个JSON对象，写成{…}的样子。"))
    return row


def _no_constant(name: str) -> None:
    raise ValueError(name)
