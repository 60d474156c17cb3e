"""Clocks, counters and the table they fill."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(slots=True)
class Row:
    name: str
    value: str
    bound: str
    mark: str


@dataclass(slots=True)
class Table:
    """Rows in the order they were measured. A missed time bound is marked, it fails no test."""

    database: str = ""
    rows: list[Row] = field(default_factory=list)

    def add(self, name: str, value: str, bound: str = "", within: bool | None = None) -> None:
        mark = "" if within is None else ("PASS" if within else "FAIL")
        self.rows.append(Row(name, value, bound, mark))

    def lines(self) -> list[str]:
        if not self.rows:
            return []
        name = max(len(row.name) for row in self.rows)
        value = max(len(row.value) for row in self.rows)
        bound = max(len(row.bound) for row in self.rows)
        head = ["", f"Measured on {self.database}", "-" * (name + value + bound + 12)]
        return head + [
            f"{row.name:<{name}}  {row.value:>{value}}  {row.bound:<{bound}}  {row.mark}".rstrip() for row in self.rows
        ]


def queries(act: Callable[[], object]) -> int:
    """How many queries ``act`` makes, the second time: what is kept for the process is kept by then."""
    act()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
