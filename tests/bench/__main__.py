"""``python -m tests.bench``: run every measurement and print one table (``DATABASE_URL`` names the database).

Arguments are pytest's, such as ``tests/bench/test_sites.py``.
"""

import sys

import pytest

if __name__ == "__main__":
    asked = sys.argv[1:] or ["tests/bench"]
    sys.exit(pytest.main(["-m", "bench", "-q", "-p", "no:cacheprovider", *asked]))
