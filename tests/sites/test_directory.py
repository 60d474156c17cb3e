"""The directory of all sites on the platform's own host."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.models import SiteKind, SiteStatus
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO, settings.SITE_HOST_SUFFIX = True, ".localhost"
    settings.SITE_SCHEME, settings.SITE_PORT_SUFFIX = "http", ":8000"


def page(client):
    return client.get("/", HTTP_HOST="127.0.0.1:8000")


def test_live_sites_are_listed_by_government_portal_first(client, province, city, department):
    given.site(name="教育厅网", organisation=department, host="jyt.yunling.gov.cn")
    given.site(name="青岚市网", organisation=city, kind=SiteKind.PORTAL, host="www.qinglan.gov.cn")
    given.site(name="云岭省网", organisation=province, kind=SiteKind.PORTAL, host="www.yunling.gov.cn")
    given.site(name="筹建中的网", status=SiteStatus.DRAFT)
    text = page(client).text
    places = [text.index(word) for word in ("云岭省网", "教育厅网", "青岚市人民政府", "青岚市网")]
    assert places == sorted(places)
    assert "筹建中的网" not in text
    assert 'href="http://jyt.yunling.gov.cn.localhost:8000/"' in text


def test_it_links_the_admin_and_says_that_all_is_invented(client):
    text = page(client).text
    assert 'href="/admin/"' in text
    assert "均为虚构" in text
    assert "还没有网站上线" in text


def test_names_are_escaped(client):
    given.site(name="<script>alert(1)</script>")
    assert "<script>alert" not in page(client).text


def test_the_number_of_queries_does_not_grow(client, province):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert page(client).status_code == 200
        return len(seen)

    given.site(organisation=province)
    few = queries()
    for _number in range(15):
        given.site()
    assert queries() == few


def test_in_production_the_root_leads_to_the_admin(client, settings):
    settings.DEMO = False
    answer = page(client)
    assert (answer.status_code, answer.url) == (302, "/admin/")


def test_nothing_is_written_by_a_form(client):
    assert client.post("/", HTTP_HOST="127.0.0.1:8000").status_code == 405
