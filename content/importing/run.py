"""One file into one column: every good line once, every bad line named (RES-01, MECH-09)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from columns.models import Column
from content import actions
from content.importing.record import BadLine, Record
from content.importing.source import BrokenFile, numbered_lines, read_record
from content.importing.spool import Spool
from sites.errors import Refused

# Long enough to spare the disk, short enough to let editors write in between.
BATCH = 50

OnBad = Callable[[int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What goes where, and who answers for it.

    With a ``signer`` (终审 on the column) the documents are signed and public at
    once, without one they become drafts for the column's editors. ``origin``
    replaces the name of where the material comes from; with the document's
    number it makes the import repeatable.
    """

    path: Path
    column: Column
    fallback_source: str
    signer: User | None = None
    origin: str = ""


@dataclass(slots=True)
class Report:
    """What came of it, in lines of the file."""

    added: int = 0
    known: int = 0
    bad: int = 0
    _seen: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)

    @property
    def read(self) -> int:
        return self.added + self.known + self.bad


def import_file(work: Import, *, on_bad: OnBad) -> Report:
    """Take the file in, newest document last so that it stands first in the list.

    ``on_bad`` gets the number and a Chinese sentence for every line that was not
    taken; the others go in all the same. Raises OSError if the file cannot be read.
    """
    report = Report()
    with Spool() as spool:
        _check(work, spool, report, on_bad)
        batch: list[tuple[int, Record]] = []
        for entry in spool.oldest_first():
            batch.append(entry)
            if len(batch) == BATCH:
                _take_in(work, batch, report, on_bad)
                batch = []
        _take_in(work, batch, report, on_bad)
    return report


def _check(work: Import, spool: Spool, report: Report, on_bad: OnBad) -> None:
    """Read the whole file once: bad lines are named in their order, good ones put aside."""
    number = 0
    try:
        for number, line in numbered_lines(work.path):
            try:
                record = read_record(line, fallback_source=work.fallback_source)
                _refuse_repeated(report, (work.origin or record.origin, record.key), number)
            except BadLine as error:
                report.bad += 1
                on_bad(number, str(error))
            else:
                spool.add(number, record)
    except BrokenFile as error:
        report.bad += 1
        on_bad(number + 1, str(error))


def _refuse_repeated(report: Report, identity: tuple[str, str], number: int) -> None:
    first = report._seen.setdefault(identity, number)
    if first != number:
        raise BadLine(_("与第%(first)d行是同一份文件，没有重复导入。") % {"first": first})


def _take_in(work: Import, batch: list[tuple[int, Record]], report: Report, on_bad: OnBad) -> None:
    """One transaction for the batch; a refused line is undone alone."""
    with transaction.atomic():
        for number, record in batch:
            try:
                with transaction.atomic():
                    made = _put(work, record)
            except Refused as error:
                report.bad += 1
                on_bad(number, str(error))
            else:
                report.added += made
                report.known += not made


def _put(work: Import, record: Record) -> bool:
    """True if the document is new to the library."""
    made = actions.import_item(
        signer=work.signer,
        column=work.column,
        kind=record.kind,
        draft=record.draft,
        imported_from=work.origin or record.origin,
        import_key=record.key,
        original_published_at=record.published_at,
    )
    return made is not None
