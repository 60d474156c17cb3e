"""What must stay true of the whole code base, whoever adds to it."""

from pathlib import Path

import pytest
from django.apps import apps

from sites.scoping import SiteOwned

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("accounts", "audit", "columns", "content", "govsite", "interaction", "publishing", "services", "sites")
LONGEST_FILE = 450

PLATFORM_WIDE = "belongs to the platform, not to a site"
REACHED = "reached only through its owner, which is scoped"
# Models without a site, each with its reason. A new model is SiteOwned or gets a line here.
UNSCOPED = {
    "audit.LogEntry": "the auditor reads the log of all sites; the row names its site",
    "audit.LogHead": PLATFORM_WIDE,
    "gov_sites.Organisation": PLATFORM_WIDE,
    "gov_sites.IdentifierPattern": PLATFORM_WIDE,
    "gov_sites.SiteOpeningRule": PLATFORM_WIDE,
    "gov_sites.Site": "the scope itself; lists of sites go through SitePolicy",
    "gov_sites.SiteDomain": "read before the site is known, to find it",
    "accounts.User": "one person may work for several sites",
    "accounts.Delegation": "between two people; where it holds is checked by accounts.roles",
    "columns.ColumnType": "the standard list, the same for all sites",
    "content.DocumentFacts": REACHED,
    "content.Revision": REACHED,
    "content.RevisionAsset": REACHED,
    "content.ReviewStep": REACHED,
}


def test_every_model_belongs_to_a_site_or_says_why_not():
    found = {model._meta.label: model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS}

    unscoped = {label for label, model in found.items() if not issubclass(model, SiteOwned)}

    assert unscoped == set(UNSCOPED)


def python_files() -> list[Path]:
    return [
        path
        for room in (*ROOMS, "tests")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def test_files_stay_short_enough_to_read():
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in python_files()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        (".save(commit=False)", "an action: forms only carry what was typed"),
        ("timezone.now().date()", "timezone.localdate(), the day in Asia/Shanghai"),
        ("@csrf_exempt", "a token: every write from a browser carries one"),
    ],
)
def test_what_the_house_does_otherwise(word, instead):
    users = [
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if path.parts[len(ROOT.parts)] != "tests" and word in path.read_text("utf-8")
    ]

    assert users == [], f"Instead of {word} use {instead}."


def test_only_actions_and_commands_write_in_bulk():
    """Bulk writes skip ``SiteOwned.save()``, so they stay where the site is checked beside them."""
    words = (".bulk_create(", ".bulk_update(")
    homes = {"actions", "commands", "demo", "importing", "trees.py"}
    users = [
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if not homes & set(path.parts)
        and path.parts[len(ROOT.parts)] != "tests"
        and any(word in path.read_text("utf-8") for word in words)
    ]

    assert users == []
