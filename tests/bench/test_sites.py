"""A thousand sites in one database: how long they take to load, and whether the eight first ones notice.

Both states cannot stand in one database at once, so each round also times a
piece of work that does not depend on the number of sites; the ratios are taken
against it and a slow moment of the machine cancels out.
"""

import os
import time

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Grants, Role
from columns.models import ColumnType
from columns.sitetree import site_tree
from content.demo.bare import REVIEWER, bare_host, build_bare
from content.models import Item, State
from content.policies import ItemPolicy
from sites.middleware import find_domain
from sites.models import Site, SiteDomain
from sites.scoping import all_sites
from tests import given, given_content
from tests.bench.measure import Table, interleaved

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

FEW, MANY = 8, int(os.environ.get("BENCH_SITES", "1000"))
ROUNDS = 150
MOST_SECONDS, MOST_RATIO = 180, 1.3
WAITING_EACH = 3


def test_sites(table: Table, settings):
    settings.SITE_HOST_SUFFIX = ""
    seconds = load(FEW)
    local = given.staff()
    with all_sites():
        for site in Site.objects.filter(code__startswith="bare"):
            given.grant(local, Role.REVIEWER_1, site)
            for _n in range(WAITING_EACH):
                given_content.draft_item(site, column=given.root(site), state=State.REVIEW_1)
        acts = {
            "constant work": lambda: list(ColumnType.objects.all()),
            "host resolution": lambda: find_domain(bare_host(3)),
            "channel menu": lambda: site_tree(SiteDomain.objects.get(host=bare_host(3)).site).channels,
            "inbox of a reviewer of 8 sites": lambda: inbox(local),
            "inbox of the reviewer of all sites": lambda: inbox(User.objects.get(username=REVIEWER)),
        }
        analyse()
        before = interleaved(acts, ROUNDS)
        seconds = load(MANY)
        analyse()
        after = interleaved(acts, ROUNDS)
    table.add(
        f"demo --sites {MANY} --bare ({MANY} × 200 columns)", f"{seconds:.1f} s", f"≤ {MOST_SECONDS} s",
        seconds <= MOST_SECONDS,
    )  # fmt: skip
    drift = after["constant work"] / before["constant work"]
    table.add("constant work, later / earlier", f"{drift:.2f}")
    for name in list(acts)[1:]:
        ratio = after[name] / before[name] / drift
        shown = f"{before[name] * 1000:.2f} → {after[name] * 1000:.2f} ms, ratio {ratio:.2f}"
        table.add(f"{name}, {FEW} → {MANY} sites", shown, f"≤ {MOST_RATIO}", ratio <= MOST_RATIO)


def load(count: int) -> float:
    start = time.perf_counter()
    build_bare(count)
    return time.perf_counter() - start


def inbox(person: User) -> list[Item]:
    policy = ItemPolicy(Grants.of(person))
    return list(policy.waiting(Item.objects.for_desk()).order_by("-changed_at", "-pk")[:25])


def analyse() -> None:
    """Give the planner its statistics; autovacuum does so in life."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
