"""What all pages of a site share: home, header, footer, maps, search, errors."""

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from content.models import AssetRole
from publishing.meta_rules import read_head
from sites.models import SiteStatus
from tests import given, given_content

pytestmark = pytest.mark.django_db
HOST = "www.yunling.gov.cn"
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def site():
    return given.site(host=HOST, name="云岭省人民政府", operator="云岭省人民政府办公厅", has_party_government_mark=True)


@pytest.fixture
def citizen():
    return Client(HTTP_HOST=HOST, raise_request_exception=False)


def part(text: str, tag: str) -> str:
    return text[text.index(f'<{tag} class="site-') : text.index(f"</{tag}>")].replace(' aria-current="page"', "")


@pytest.mark.clause("META-02", "META-01")
def test_the_home_page_carries_all_four_column_tags(site, citizen):
    tags = read_head(citizen.get("/").content.decode()).tags
    assert tags["ColumnType"] == ["首页"]
    assert tags["ColumnName"] == ["首页"]
    assert tags["ColumnDescription"] == ["网站首页"]
    assert tags["ColumnKeywords"] == ["首页"]
    assert tags["SiteIDCode"] == [site.id_code]


@pytest.mark.clause("PAGE-06")
def test_header_and_footer_are_the_same_everywhere(site, citizen):
    item = given_content.live_item(site, column=given.column(site), published_at=NOW)
    home = citizen.get("/").content.decode()
    for path in (
        f"/{item.column.path}/",
        f"/{item.column.path}/202606/{item.pk}.html",
        "/search/",
        "/nothing/",
        "/sitemap.html",
    ):
        text = citizen.get(path).content.decode()
        assert part(text, "header") == part(home, "header"), path
        assert part(text, "footer").split("print-source")[0] == part(home, "footer").split("print-source")[0], path


@pytest.mark.clause("PAGE-06", "SITE-06")
def test_the_footer_says_who_answers_for_the_site(site, citizen):
    text = part(citizen.get("/").content.decode(), "footer")
    for expected in (
        "党政机关", "我为政府网站找错", f"site_code={site.id_code}", site.organisation.name, "云岭省人民政府办公厅",
        "0871-60000001", "https://beian.miit.gov.cn/", "webSearch?code=53010202000001", "/sitemap.html",
    ):  # fmt: skip
        assert expected in text


@pytest.mark.clause("SITE-05")
def test_a_name_that_does_not_comply_has_the_proper_one_beside_it(citizen):
    given.site(host=HOST, name="云岭在线", name_note="云岭省人民政府")
    text = citizen.get("/").content.decode()
    assert "云岭在线</span>" in text
    assert "规范名称：云岭省人民政府" in text
    assert '<meta name="SiteName" content="云岭省人民政府">' in text


@pytest.mark.clause("SITE-08")
@pytest.mark.parametrize("shown", [True, False])
def test_a_slogan_only_shows_where_it_is_switched_on(citizen, shown):
    given.site(host=HOST, slogan="为民务实", show_slogan=shown)
    assert ("为民务实" in citizen.get("/").content.decode()) == shown


@pytest.mark.clause("SITE-06", "PAGE-06")
def test_the_main_domain_is_shown(site, citizen):
    assert HOST in part(citizen.get("/").content.decode(), "header")


@pytest.mark.clause("PAGE-09")
def test_channels_stand_on_every_page_and_the_current_one_is_marked(site, citizen):
    channel, plain = given.column(site, is_channel=True, name="政务公开"), given.column(site, name="普通栏目")
    for column in (channel, plain):
        given_content.live_item(site, column=column)
    text = citizen.get(f"/{channel.path}/").content.decode()
    bar = text[text.index('id="channels"') : text.index("</nav>")]
    assert f'href="/{channel.path}/" aria-current="page"' in bar
    assert "普通栏目" not in bar
    assert "政务公开" in citizen.get("/nothing/").content.decode()


def test_the_lead_is_the_newest_story_with_a_picture(site, citizen):
    picture = given_content.asset(site)
    column = given.column(site)
    given_content.live_item(site, column=column, title="更新但没有图", published_at=NOW)
    given_content.live_item(
        site, column=column, title="有图的头条", published_at=NOW - timedelta(days=1), uses=[(picture, AssetRole.COVER)]
    )
    text = citizen.get("/").content.decode()
    lead = text[text.index('class="lead"') : text.index("</section>")]
    assert "有图的头条" in lead
    assert text.count("有图的头条") == 1


@pytest.mark.clause("PAGE-08")
def test_blocks_without_content_are_not_drawn(site, citizen):
    text = citizen.get("/").content.decode()
    for block in ("通知公告", "政策文件", "解读回应", "互动交流", "专题专栏", "相关网站", "正在建设"):
        assert block not in text


def test_sites_above_and_below_are_linked_unless_they_are_not_live(site, citizen):
    body = site.organisation
    below = given.site(organisation=given.organisation(parent=body), name="下级厅网站")
    given.site(organisation=given.organisation(parent=body), name="筹建网站", status=SiteStatus.DRAFT)
    text = citizen.get("/").content.decode()
    assert f'href="https://{below.primary_domain}/">下级厅网站' in text
    assert "筹建网站" not in text


def test_the_colours_come_from_an_address_of_their_own(citizen):
    given.site(host=HOST, main_colour="#0b5cad")
    answer = citizen.get("/theme.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "--main:#0b5cad" in answer.content.decode()
    assert citizen.get("/theme.css", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    page = citizen.get("/")
    assert "style=" not in page.content.decode()
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert not page.cookies


@pytest.mark.clause("PAGE-06")
def test_the_sitemaps_name_every_page(site, citizen):
    item = given_content.live_item(site, column=given.column(site, name="要闻"), published_at=NOW)
    assert "要闻" in citizen.get("/sitemap.html").content.decode()
    answer = citizen.get("/sitemap.xml")
    tree = ET.fromstring(b"".join(answer.streaming_content))
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = {one.findtext("s:loc", namespaces=space): one.findtext("s:lastmod", namespaces=space) for one in tree}
    assert set(found) == {
        f"https://{HOST}{path}" for path in ("/", f"/{item.column.path}/", f"/{item.column.path}/202606/{item.pk}.html")
    }
    assert all(found.values())
    assert f"Sitemap: https://{HOST}/sitemap.xml" in citizen.get("/robots.txt").content.decode()


def test_search_finds_every_word_in_titles(site, citizen):
    for title in ("义务教育入学通知", "入学体检公告", "义务植树"):
        given_content.live_item(site, title=title)
    given_content.draft_item(site, title="义务教育入学草稿")
    given_content.live_item(given.site(), title="义务教育入学别处")
    text = citizen.get("/search/", {"q": "义务 入学"}).content.decode()
    assert text.count('class="row-text"') == 1
    assert "义务教育入学通知" in text
    assert 'content="noindex"' in text


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", '"><script>alert(1)</script>', "\x00", "词" * 500, " " * 50])
def test_search_takes_anything_and_plants_nothing(site, citizen, query):
    given_content.live_item(site, title="普通标题")
    answer = citizen.get("/search/", {"q": query})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in text
    assert "普通标题" not in text
    assert len(text) < 20_000


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "99999999999999", "１"])
def test_pages_of_results_that_do_not_exist(site, citizen, page):
    given_content.live_item(site, title="普通标题")
    assert citizen.get("/search/", {"q": "普通", "page": page}).status_code == 404


def test_what_does_not_exist_is_a_404_in_the_look_of_the_site(site, citizen):
    answer = citizen.get("/nothing/")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "您访问的页面不存在" in text
    assert read_head(text).tags["SiteName"] == ["云岭省人民政府"]


ODD_PATHS = [
    "/../etc/passwd", "/a/../../b/", "/%2e%2e/", "/a//b/", "/%00/", "/a%0d%0ax: y/", "/A/", "/a_b/",
    "/" + "a" * 3000 + "/", "/媒体/",
]  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS)
def test_odd_paths_are_plain_404s(site, citizen, path):
    assert citizen.get(path).status_code == 404


def test_a_failure_shows_a_page_that_needs_no_database(site, citizen, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("content.views.house.site_theme", lambda site: 1 / 0)
    with django_assert_max_num_queries(2):  # the site itself, found before the failure
        answer = citizen.get("/theme.css")
    assert answer.status_code == 500
    assert "系统暂时出现故障" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_even_the_error_page_may_fail(rf, monkeypatch):
    from publishing import errors

    monkeypatch.setattr(errors, "render_to_string", lambda *_args: 1 / 0)
    answer = errors.server_error(rf.get("/"))
    assert (answer.status_code, "系统暂时出现故障" in answer.content.decode()) == (500, True)
