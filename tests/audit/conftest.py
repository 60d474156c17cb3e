"""The triggers that guard the log, switched on and off."""

import importlib

import pytest
from django.db import connection

guard = importlib.import_module("audit.migrations.0002_append_only")


def statements(postgres, sqlite):
    return [postgres] if connection.vendor == "postgresql" else sqlite


def execute(lines):
    with connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)


@pytest.fixture
def database_guard(db):
    """As in production. On SQLite the session starts without the triggers (see tests/conftest.py)."""
    if connection.vendor == "sqlite":
        execute(guard.SQLITE)


@pytest.fixture
def without_database_guard(db):
    """As for somebody who may change the schema."""
    if connection.vendor == "postgresql":
        execute([guard.POSTGRES_BACK])
