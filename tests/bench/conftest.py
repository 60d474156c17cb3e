"""The table of the measurements, printed when all are done; ``make test`` never runs them."""

from pathlib import Path

import pytest
from django.db import connection

from tests.bench.measure import Table

HERE = Path(__file__).parent
_table = Table()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Measure only when asked: ``-m bench``."""
    if "bench" not in config.option.markexpr:
        items[:] = [item for item in items if HERE not in item.path.parents]


@pytest.fixture
def table(db) -> Table:
    _table.database = f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"
    return _table


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _table.lines():
        terminalreporter.write_line(line)
