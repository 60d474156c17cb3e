"""Records put aside on disk, given back in another order; only their sort keys stay in memory."""

import pickle
import tempfile
from collections.abc import Iterator
from datetime import date

from content.importing.record import Record


class Spool:
    """A temporary file that nobody else can open; leaves nothing behind when closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._index: list[tuple[date, int, int, int]] = []

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, number: int, record: Record) -> None:
        """Put ``record``, made from line ``number`` of the file, aside."""
        packed = pickle.dumps(record, protocol=pickle.HIGHEST_PROTOCOL)
        self._index.append((record.sort_date, number, self._file.tell(), len(packed)))
        self._file.write(packed)

    def oldest_first(self) -> Iterator[tuple[int, Record]]:
        """(number, record) by date; of one day, the line that stood first in the file comes last."""
        self._index.sort(key=lambda entry: (entry[0], -entry[1]))
        for _date, number, offset, length in self._index:
            self._file.seek(offset)
            yield number, pickle.loads(self._file.read(length))  # noqa: S301 - written above, by us
