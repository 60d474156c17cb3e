"""Query counts stay flat in items, columns and sites."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Grants, Role
from content.models import Item, State
from content.policies import ItemPolicy
from sites.scoping import all_sites
from tests import given, given_content
from tests.bench.measure import Table, queries

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

FEW, MANY = 2, 30


def compare(table: Table, name: str, fetch: Callable[[], object], grow: Callable[[], object]) -> None:
    few = queries(fetch)
    grow()
    many = queries(fetch)
    table.add(f"queries: {name}", f"{few} / {many}", "equal", few == many)
    assert few == many, name


@pytest.fixture
def place():
    """A site with a channel of some live items."""
    site = given.site(host="www.bench.gov.cn")
    column = given.column(site, slug="xw", is_channel=True)
    for _n in range(FEW):
        given_content.live_item(site, column=column)
    return site, column


def page(path: str) -> Callable[[], object]:
    client = Client(headers={"host": "www.bench.gov.cn"})

    def fetch() -> None:
        answer = client.get(path, secure=True)
        assert answer.status_code == 200, (path, answer.status_code)

    return fetch


@pytest.mark.parametrize("what", ["items", "columns", "sites"])
@pytest.mark.parametrize("kind", ["home", "list", "item"])
def test_pages(table, place, kind, what):
    site, column = place
    with all_sites():
        item = given_content.live_item(site, column=column)
        address = item.placements.select_related("column").get(is_canonical=True).get_absolute_url()
        paths = {"home": "/", "list": "/xw/", "item": address}
        compare(table, f"{kind} page, {FEW} / {MANY} {what}", page(paths[kind]), lambda: grow(site, column, what))


@pytest.mark.parametrize("inbox", ["mine", "waiting"])
@pytest.mark.parametrize("what", ["items", "sites"])
def test_inboxes(table, place, inbox, what):
    site, _column = place
    author = given.staff(role=Role.EDITOR, on=site)
    reviewer = given.staff(role=Role.REVIEWER_1, on=site)
    person = author if inbox == "mine" else reviewer
    state = State.DRAFT if inbox == "mine" else State.REVIEW_1

    def more() -> None:
        for _n in range(MANY):
            on = site
            if what == "sites":
                on = given.site()
                given.grant(person, Role.EDITOR if inbox == "mine" else Role.REVIEWER_1, on)
            given_content.draft_item(on, author=author, state=state)

    def fetch() -> None:
        policy = ItemPolicy(Grants.of(person))
        rows = getattr(policy, inbox)(Item.objects.for_desk())
        assert all(item.site.name and item.column.name and item.head.title and item.created_by for item in rows[:50])

    with all_sites():
        given_content.draft_item(site, author=author, state=state)
        compare(table, f"inbox {inbox}, 1 / {MANY} {what}", fetch, more)


def grow(site, column, what: str) -> None:
    for _n in range(MANY):
        if what == "items":
            given_content.live_item(site, column=column)
        elif what == "columns":
            given_content.live_item(site, column=given.column(site))
        else:
            given_content.live_item(given.site())
