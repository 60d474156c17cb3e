"""``make test``: the same suite on each profile that this machine offers.

Usage: ``python -m tests.profiles [--bench] [pytest arguments]``

First SQLite, then PostgreSQL with Redis, if both answer: at ``TEST_DATABASE_URL``
and ``TEST_REDIS_URL``, by default on this machine. What is missing is skipped
and named, but with ``CI=true`` it fails the run. Exits with 1 if any test failed.
With ``--bench`` the measurements run instead of the tests, alone on the machine.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/govsite")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
IN_CI = os.environ.get("CI") == "true"
NO_TESTS = 5
BENCH = "--bench"
# What belongs to the machine's own installation must not reach the tests.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "GOVSITE_DATA_DIR", "GOVSITE_ROLE", "GOVSITE_DEMO", "DJANGO_SETTINGS_MODULE")


@dataclass
class Profile:
    name: str
    environment: dict[str, str] = field(default_factory=dict)
    missing: str = ""


def postgres_and_redis() -> Profile:
    """The production profile, with the reason if it cannot run here."""
    return Profile(
        "PostgreSQL + Redis",
        {"DATABASE_URL": POSTGRES, "REDIS_URL": REDIS},
        why_no_postgres() or why_no_redis(),
    )


def why_no_postgres() -> str:
    import psycopg2

    try:
        psycopg2.connect(POSTGRES.rpartition("/")[0] + "/postgres", connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        return f"PostgreSQL does not answer at {without_password(POSTGRES)} ({str(error).strip().splitlines()[0]})"
    return ""


def why_no_redis() -> str:
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_timeout=3, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        return f"Redis does not answer at {without_password(REDIS)} ({error})"
    return ""


def without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def run(profile: Profile, arguments: list[str]) -> bool:
    """Run the suite with both cores, or the measurements, on ``profile``; True if nothing failed."""
    print(f"\n=== {profile.name} ===", flush=True)
    kept = {key: value for key, value in os.environ.items() if key not in FOREIGN}
    with tempfile.TemporaryDirectory(prefix="govsite-test-") as data:
        environment = kept | profile.environment | {"GOVSITE_DATA_DIR": data}
        suite = ["pytest", "--no-header", "-n", "2", "-m", "not bench", *arguments]
        bench = ["tests.bench", *(one for one in arguments if one != BENCH)]
        command = [sys.executable, "-m", *(bench if BENCH in arguments else suite)]
        return subprocess.call(command, env=environment) in (0, NO_TESTS)


def main(arguments: list[str]) -> int:
    failed = []
    for profile in (Profile("SQLite"), postgres_and_redis()):
        if profile.missing and IN_CI:
            print(f"\n=== {profile.name}: required in CI, but {profile.missing} ===", flush=True)
            failed.append(profile.name)
        elif profile.missing:
            print(f"\n=== {profile.name}: skipped, {profile.missing} ===", flush=True)
        elif not run(profile, arguments):
            failed.append(profile.name)
    if failed:
        print(f"\nFAILED on {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
