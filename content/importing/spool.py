"""Good lines put aside on disk, given back in another order; only their sort keys stay in memory."""

import tempfile
from collections.abc import Iterator
from datetime import date


class Spool:
    """A temporary file of lines; leaves nothing behind when closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._index: list[tuple[date, int, int, int]] = []

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, sort_date: date, number: int, line: bytes) -> None:
        """Put ``line``, the ``number``-th of its file, aside."""
        self._index.append((sort_date, number, self._file.tell(), len(line)))
        self._file.write(line)

    def oldest_first(self) -> Iterator[tuple[int, bytes]]:
        """(number, line) by date; of one day, the line that stood first in the file comes last."""
        self._index.sort(key=lambda entry: (entry[0], -entry[1]))
        for _date, number, offset, length in self._index:
            self._file.seek(offset)
            yield number, self._file.read(length)
