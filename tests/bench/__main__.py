"""``python -m tests.bench``: run every measurement and print one table (``DATABASE_URL`` names the database)."""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["tests/bench", "-m", "bench", "-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
