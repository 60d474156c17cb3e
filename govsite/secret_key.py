"""A secret key that nobody has to invent, and that is never shipped."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_create_secret_key(data_dir: Path) -> str:
    """Return the key kept in ``data_dir/secret_key``, making it on first use (mode 0600)."""
    path = data_dir / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(get_random_secret_key())
    return path.read_text().strip()
