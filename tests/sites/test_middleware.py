"""Every host leads to its site, or to nothing that tells anything."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from audit.log import current_origin
from sites.client_address import client_address
from sites.middleware import SiteMiddleware
from sites.models import SiteDomain, SiteStatus
from tests import given

pytestmark = pytest.mark.django_db


def visit(host, path="/", method="get", **meta):
    """What the middleware does with a request: the site it found and the answer."""
    seen = {}

    def view(request):
        seen.update(site=request.site, urlconf=getattr(request, "urlconf", None), origin=current_origin())
        return HttpResponse("page")

    request = getattr(RequestFactory(), method)(path, **meta)
    request.META["HTTP_HOST"] = host
    seen["response"] = SiteMiddleware(view)(request)
    return seen


@pytest.fixture
def site():
    site = given.site(host="www.yunling.gov.cn")
    SiteDomain.objects.create(site=site, host="yunling.gov.cn")
    return site


@pytest.mark.parametrize("host", ["www.yunling.gov.cn", "WWW.Yunling.GOV.CN", "www.yunling.gov.cn:8000"])
def test_the_main_domain_leads_to_the_site(site, host):
    seen = visit(host)
    assert (seen["site"], seen["urlconf"]) == (site, "govsite.urls.public")


@pytest.mark.clause("SITE-06")
@pytest.mark.parametrize("host", ["yunling.gov.cn", "Yunling.gov.cn:80", "www.yunling.gov.cn.", "yunling.gov.cn."])
def test_aliases_lead_to_the_main_domain_for_ever(site, host):
    answer = visit(host, "/zwgk/?page=2&q=%E4%BA%91")["response"]
    assert (answer.status_code, answer.url) == (301, "https://www.yunling.gov.cn/zwgk/?page=2&q=%E4%BA%91")


def test_a_form_sent_to_an_alias_stays_a_form(site):
    assert visit("yunling.gov.cn", method="post")["response"].status_code == 308


@pytest.mark.parametrize("path", ["//evil.com/", "/\\evil.com", "/%0d%0aX: y"])
def test_a_redirect_never_leaves_the_site(site, path):
    assert visit("yunling.gov.cn", path)["response"].url.startswith("https://www.yunling.gov.cn/")


@pytest.mark.parametrize(
    "host",
    [
        "", ".", "..", "www.yunling.gov.cn..", "evil.com", "www.yunling.gov.cn.evil.com", "evil.com#www.yunling.gov.cn",
        "www.yunling.gov.cn@evil.com", "www.yunling.gov.cn:80:80", "www.yunling.gov.cn:99999999",
        "www.yunling.gov.cn/x",
        "www yunling.gov.cn", "www.yunling.gov.cn\r\nX: y", "[::1]:8000", "[::1", "::1", "云岭.政务", "a" * 300,
        "www.yunling.gov.cn\x00", "-", "%77ww.yunling.gov.cn", "ｗｗｗ.yunling.gov.cn", "www.yunling.gov.cn.localhost",
    ],
)  # fmt: skip
def test_any_other_host_gets_the_same_plain_404(site, host):
    seen = visit(host)
    assert seen["response"].status_code == 404
    assert "site" not in seen
    assert seen["response"].content == visit("unknown.gov.cn")["response"].content


@for_all(st.text(max_size=80))
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_host_header_nothing_breaks(host):
    assert visit(host)["response"].status_code in (200, 404)


def test_two_host_names_of_two_sites_never_mix(site):
    other = given.site(host="www.qinglan.gov.cn")
    assert visit("www.qinglan.gov.cn")["site"] == other
    assert visit("www.yunling.gov.cn")["site"] == site


@pytest.mark.parametrize("status", [SiteStatus.DRAFT, SiteStatus.OFFLINE, SiteStatus.CLOSED])
@pytest.mark.parametrize("host", ["www.qinglan.gov.cn", "qinglan.gov.cn"])
def test_what_is_not_live_is_not_there(status, host):
    site = given.site(host="www.qinglan.gov.cn", status=status)
    SiteDomain.objects.create(site=site, host="qinglan.gov.cn")
    assert visit(host)["response"].status_code == 404


def test_a_site_without_a_main_domain_does_not_turn_in_circles(site):
    SiteDomain.objects.update(is_primary=False)
    assert visit("www.yunling.gov.cn")["response"].status_code == 404


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST"])
def test_the_platforms_own_host_is_no_site(host):
    seen = visit(host)
    assert (seen["site"], seen["urlconf"], seen["response"].status_code) == (None, None, 200)


class TestDemo:
    @pytest.fixture(autouse=True)
    def demo(self, settings):
        settings.DEMO, settings.SITE_HOST_SUFFIX = True, ".localhost"
        settings.SITE_SCHEME, settings.SITE_PORT_SUFFIX = "http", ":8000"

    def test_every_site_answers_below_localhost(self, site):
        assert visit("www.yunling.gov.cn.localhost:8000")["site"] == site

    def test_aliases_keep_suffix_and_port(self, site):
        answer = visit("yunling.gov.cn.localhost:8000", "/a/?b=1")["response"]
        assert answer.url == "http://www.yunling.gov.cn.localhost:8000/a/?b=1"

    @pytest.mark.parametrize("host", ["www.yunling.gov.cn", "192.0.2.7:8000", "nobody.localhost:8000"])
    def test_an_unknown_host_sees_the_directory(self, client, site, host):
        answer = client.get("/", HTTP_HOST=host)
        assert answer.status_code == 200
        assert "http://www.yunling.gov.cn.localhost:8000/" in answer.text
        assert 'href="http://127.0.0.1:8000/admin/"' in answer.text

    def test_and_nothing_else(self, client, site):
        for path in ("/admin/", "/account/login/", "/zwgk/"):
            assert client.get(path, HTTP_HOST="nobody.localhost:8000").status_code == 404

    def test_garbage_stays_a_404(self, client):
        assert client.get("/", HTTP_HOST="a b").status_code == 404


def test_finding_a_site_costs_the_same_with_many(site, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        visit("www.yunling.gov.cn")
    for _number in range(20):
        given.site()
    with django_assert_max_num_queries(2):
        visit("www.yunling.gov.cn")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "garbage", "10.0.0.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.AXES_IPWARE_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


@pytest.mark.clause("SEC-03")
def test_what_is_logged_in_a_request_carries_its_address(site):
    origin = visit("www.yunling.gov.cn", REMOTE_ADDR="192.0.2.7")["origin"]
    assert (origin.address, origin.channel) == ("192.0.2.7", "web")
