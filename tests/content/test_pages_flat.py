"""The number of queries of a page does not grow with what the platform holds."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import AssetRole, ItemKind
from tests import given, given_content

pytestmark = pytest.mark.django_db
HOST = "www.yunling.gov.cn"
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=timezone.get_default_timezone())
FACTS = {"issuer": "云岭省人民政府", "released_on": date(2026, 1, 1), "effective_on": date(2026, 2, 1)}


def build(site, count: int) -> dict[str, str]:
    """A site with ``count`` of everything; returns the addresses to fetch."""
    parent = given.column(site, slug="parent", is_channel=True)
    news = given.column(site, slug="news", parent=parent)
    laws = given.column(site, slug="laws", type=given.column_type("政策文件"))
    for n in range(count):
        at = NOW - timedelta(days=n)
        picture, paper = given_content.asset(site), given_content.asset(site, upload=given_content.pdf())
        uses = [(picture, AssetRole.COVER), (paper, AssetRole.ATTACHMENT)]
        item = given_content.live_item(site, column=news, published_at=at, uses=uses)
        law = given_content.live_item(site, column=laws, kind=ItemKind.LAW, facts=FACTS, published_at=at)
        given_content.live_item(site, column=news, kind=ItemKind.NOTICE, published_at=at)
        extra = given.column(site, parent=parent, is_channel=n < 3)
        given_content.listed(item, extra)
        given_content.live_item(site, column=extra, kind=ItemKind.INTERPRETATION, published_at=at)
        given_content.live_item(site, column=given.column(site, is_topic=True), published_at=at)
        given.site(organisation=given.organisation(parent=site.organisation))
    return {
        "home": "/", "list": "/parent/news/", "parent": "/parent/", "documents": "/laws/", "topics": "/topics/",
        "item": f"/parent/news/{item.first_published_at:%Y%m}/{item.pk}.html", "map": "/sitemap.html",
        "law": f"/laws/{law.first_published_at:%Y%m}/{law.pk}.html", "search": "/search/?q=稿件",
    }  # fmt: skip


def queries(host: str, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        assert Client(HTTP_HOST=host).get(path).status_code == 200
    return [one["sql"] for one in caught.captured_queries]


@pytest.fixture
def pages(unscoped):
    few, many = given.site(host="few.yunling.gov.cn"), given.site(host=HOST)
    return build(few, 7), build(many, 12)


LIMITS = {
    "home": 15, "list": 8, "parent": 8, "documents": 9, "item": 8, "law": 9, "topics": 4, "map": 4, "search": 8,
}  # fmt: skip


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_pages_take_the_same_few_queries_however_much_there_is(pages, name, limit):
    few, many = pages
    less, more = queries("few.yunling.gov.cn", few[name]), queries(HOST, many[name])
    assert len(less) == len(more), "\n".join(more)
    assert len(more) <= limit, "\n".join(more)
