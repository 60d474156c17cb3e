"""Clocks, counters and the table they fill."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

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


def interleaved(acts: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each act, all of them in turn, so that a slow moment of the machine hits every one."""
    spent: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        act()
    for _round in range(rounds):
        for name, act in acts.items():
            start = time.perf_counter()
            act()
            spent[name].append(time.perf_counter() - start)
    return {name: median(times) for name, times in spent.items()}
