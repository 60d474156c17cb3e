"""What may stand in a row, so that both databases give back exactly what was sealed."""

from datetime import date, datetime, time
from enum import Enum
from typing import Any

from django.db import models


def plain_text(value: object, limit: int | None = None) -> str:
    """Text that PostgreSQL and SQLite both store unchanged: no NUL, no lone surrogate, at most ``limit`` long."""
    text = str(value).replace("\x00", "").encode("utf-8", "replace").decode()
    return text if limit is None else text[:limit]


def plain_json(value: Any) -> Any:
    """``value`` as JSON that reads back equal on both databases.

    PostgreSQL rewrites floating numbers (``1e5`` comes back as ``100000``), so
    every number that is not an integer is kept as text.
    """
    if isinstance(value, Enum):
        return plain_json(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {plain_text(key): plain_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted((plain_json(one) for one in value), key=str)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return plain_text(value)
