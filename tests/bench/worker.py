"""``python -m tests.bench.worker N``: a process with a database of its own that holds N bare sites.

It answers on its standard output: first the seconds that loading took, then for
every act named on its standard input the seconds that one run took.
"""

import os
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

LOCAL_SITES, WAITING_EACH = 8, 3
ACTS = ("host resolution", "channel menu", "inbox of a reviewer of 8 sites", "inbox of the reviewer of all sites")


def database_url(base: str, sites: int) -> str:
    """The PostgreSQL database of the worker for so many sites, beside the one that ``base`` names."""
    parts = urlsplit(base)
    return urlunsplit(parts._replace(path=f"{parts.path}_bench_{sites}"))


def prepare(sites: int) -> tuple[float, dict[str, Callable[[], object]]]:
    """Fill the empty database; return the seconds that took and what can be asked for."""
    from django.core.management import call_command
    from django.db import connection

    from accounts.models import User
    from accounts.roles import Grants, Role
    from columns.sitetree import site_tree
    from content.demo.bare import REVIEWER, bare_host, build_bare
    from content.models import Item, State
    from content.policies import ItemPolicy
    from sites.middleware import find_domain
    from sites.models import Site, SiteDomain
    from tests import given, given_content

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    build_bare(sites)
    seconds = time.perf_counter() - start
    local = given.staff()
    for site in Site.objects.filter(code__startswith="bare").order_by("code")[:LOCAL_SITES]:
        given.grant(local, Role.REVIEWER_1, site)
        for _n in range(WAITING_EACH):
            given_content.draft_item(site, column=given.root(site), state=State.REVIEW_1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the statistics that autovacuum keeps in life

    def inbox(username: str) -> list[Item]:
        policy = ItemPolicy(Grants.of(User.objects.get(username=username)))
        return list(policy.waiting(Item.objects.for_desk()).order_by("-changed_at", "-pk")[:25])

    found: tuple[Callable[[], object], ...] = (
        lambda: find_domain(bare_host(3)),
        lambda: site_tree(SiteDomain.objects.get(host=bare_host(3)).site).channels,
        lambda: inbox(local.username),
        lambda: inbox(REVIEWER),
    )
    return seconds, dict(zip(ACTS, found, strict=True))


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from sites.scoping import all_sites

    with all_sites():
        seconds, acts = prepare(int(sys.argv[1]))
        say(seconds)
        for act in acts.values():
            act()
        for line in sys.stdin:
            start = time.perf_counter()
            acts[line.strip()]()
            say(time.perf_counter() - start)


def say(seconds: float) -> None:
    sys.stdout.write(f"{seconds:.6f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
