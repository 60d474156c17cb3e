"""Every address is walked: a new one without test data fails here.

On a site's host a thing of another site is a plain 404 and nothing of it
shows; on the platform's host nothing is open without signing in but what is
listed with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from columns.models import Column
from content.models import AssetRole, Item
from sites.models import Site
from tests import given, given_content

pytestmark = pytest.mark.django_db
SECRET = "隔壁网站独有的标题"


@dataclass
class World:
    """Two sites; the one next door has a column, a live item and a picture in it."""

    here: Site
    there: Site
    column: Column
    item: Item
    picture: str


@pytest.fixture
def world(unscoped) -> World:
    here, there = given.site(host="here.yunling.gov.cn"), given.site(host="there.yunling.gov.cn", name=SECRET)
    given_content.live_item(here, column=given.column(here, is_channel=True))
    given_content.live_item(here, column=given.column(here, is_topic=True))
    given_content.live_item(there, column=given.column(there, is_topic=True, name=SECRET))
    column = given.column(there, is_channel=True, name=SECRET)
    asset = given_content.asset(there)
    item = given_content.live_item(there, column=column, title=SECRET, uses=[(asset, AssetRole.BODY)])
    return World(here, there, column, Item.objects.get(pk=item.pk), asset.file.name)


# Addresses of things: route → path of the thing next door. There 200, here 404.
THINGS = {
    "media": lambda world: f"/media/{world.picture}",
    "item": lambda world: f"/{world.column.path}/{world.item.first_published_at:%Y%m}/{world.item.pk}.html",
    "column": lambda world: f"/{world.column.path}/",
    "column_list": lambda world: f"/{world.column.path}/index_2.html",
}
# Pages that every site has. Here 200, and nothing of next door in them.
PAGES = {
    "home": "/",
    "theme": "/theme.css",
    "robots": "/robots.txt",
    "sitemap_xml": "/sitemap.xml",
    "site_map": "/sitemap.html",
    "search": f"/search/?q={SECRET}",
    "topic_area": "/topics/",
}
REDIRECTS = ("index.html", "(?P<slash>index\\.html)$")  # without a name: to the home page, to the column
# What anybody may open on the platform's own host, and why.
OPEN = {
    "": "the directory of all sites",
    "account/login/": "signing in",
    "admin/login/": "sends to the sign-in page",
    "admin/jsi18n/": "words of the interface",
}


def patterns(urlconf: str) -> Iterator[tuple[str, URLPattern]]:
    def walk(resolver: URLResolver, above: str) -> Iterator[tuple[str, URLPattern]]:
        for one in resolver.url_patterns:
            route = above + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one, route)
            else:
                yield route, one

    yield from walk(get_resolver(urlconf), "")


def statements() -> set[str]:
    from content.views.house import STATEMENTS

    return set(STATEMENTS)


def test_every_public_address_is_walked():
    known = set(THINGS) | set(PAGES) | statements()
    unknown = [
        route
        for route, pattern in patterns("govsite.urls.public")
        if pattern.name not in known and not (pattern.name is None and route.endswith(REDIRECTS))
    ]

    assert unknown == []


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_of_another_site_is_not_found(world, name):
    path = THINGS[name](world)
    there = host_of(world.there)
    expected = 404 if name == "column_list" else 200  # next door has one page only

    assert fetch(path, there)[0] == expected
    assert fetch(path, host_of(world.here))[0] == 404


@pytest.mark.parametrize("name", sorted(set(PAGES)))
def test_a_page_shows_nothing_of_another_site(world, name):
    status, text = fetch(PAGES[name], host_of(world.here))

    assert status == 200
    assert host_of(world.there) not in text
    assert f"/{world.item.pk}.html" not in text
    assert name == "search" or SECRET not in text  # the search page repeats what was asked for


def test_nothing_on_the_platform_is_open_without_signing_in(world):
    client = Client(headers={"host": given.PLATFORM_HOST})
    wide_open = []
    for route, _pattern in patterns("govsite.urls.platform"):
        if route in OPEN:
            continue
        answer = client.get("/" + concrete(route, world))
        if answer.status_code == 200:
            wide_open.append(route)

    assert wide_open == []


def concrete(route: str, world: World) -> str:
    """Fill the holes of ``route`` with things that exist."""
    route = re.sub(r"<path:path>", world.picture, route)
    route = re.sub(r"<path:object_id>|<int:\w+>|<\w+>|<str:\w+>", str(world.item.pk), route)
    route = re.sub(r"<slug:\w+>", "abc", route)
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "1", route)
    return route.replace("^", "").replace("$", "").replace("\\", "")


def fetch(path: str, host: str) -> tuple[int, str]:
    """Return status and text; a file is read to its end, which closes it."""
    answer = Client().get(path, headers={"host": host})
    body = answer.getvalue() if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="replace")


def host_of(site: Site) -> str:
    return site.primary_domain
