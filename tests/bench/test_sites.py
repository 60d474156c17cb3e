"""A thousand sites: how long they take to load, and whether anybody notices them afterwards.

Two processes, each with a database of its own, are asked in turn, so that a slow
moment of the machine hits both.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

import psycopg2
import pytest

from tests.bench.measure import Table
from tests.bench.worker import ACTS, database_url

pytestmark = pytest.mark.bench

FEW, MANY = 8, int(os.environ.get("BENCH_SITES", "1000"))
ROUNDS = 200
MOST_SECONDS, MOST_RATIO = 180, 1.3
BASE = os.environ.get("DATABASE_URL", "")


class Worker:
    """A process with ``sites`` sites; ``load_seconds`` is what loading them took."""

    def __init__(self, sites: int, folder: str) -> None:
        settings = {"GOVSITE_DATA_DIR": folder, "GOVSITE_HOST_SUFFIX": ""}
        if BASE:
            settings["DATABASE_URL"] = database_url(BASE, sites)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.worker", str(sites)],
            env=os.environ | settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.load_seconds = self._read()

    def ask(self, act: str) -> float:
        """Seconds of one run of ``act``."""
        self._process.stdin.write(f"{act}\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def _read(self) -> float:
        line = self._process.stdout.readline()
        assert line, "the worker has failed; its traceback stands above"
        return float(line)


@pytest.fixture
def workers(tmp_path) -> Iterator[tuple[Worker, Worker]]:
    for sites in (FEW, MANY):
        recreate_database(sites, drop_only=False)
    pair = tuple(Worker(sites, str(tmp_path / str(sites))) for sites in (FEW, MANY))
    yield pair
    for worker, sites in zip(pair, (FEW, MANY), strict=True):
        worker.close()
        recreate_database(sites, drop_only=True)


def recreate_database(sites: int, *, drop_only: bool) -> None:
    """On PostgreSQL, an empty database for the worker (SQLite makes its own file)."""
    if not BASE:
        return
    server, name = database_url(BASE, sites).rsplit("/", 1)
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if not drop_only:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()


def test_sites(table: Table, workers):
    few, many = workers
    table.add(
        f"demo --sites {MANY} --bare ({MANY} × 200 columns)", f"{many.load_seconds:.1f} s", f"≤ {MOST_SECONDS} s",
        many.load_seconds <= MOST_SECONDS,
    )  # fmt: skip
    for act in ACTS:
        pairs = [(few.ask(act), many.ask(act)) for _round in range(ROUNDS)]
        before, after = (median(times) for times in zip(*pairs, strict=True))
        shown = f"{before * 1000:.2f} → {after * 1000:.2f} ms, ratio {after / before:.2f}"
        table.add(f"{act}, {FEW} → {MANY} sites", shown, f"≤ {MOST_RATIO}", after / before <= MOST_RATIO)
