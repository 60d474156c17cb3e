"""Numbers that arrive as text."""

import re
from typing import Any

_ID = re.compile(r"[0-9]{1,18}")  # what a database key can hold


def id_of(value: Any) -> int | None:
    """The number that ``value`` spells, or None for anything that cannot be a key."""
    text = str(value)
    return int(text) if _ID.fullmatch(text) else None
