"""Column pages: lists, blocks, single pages, topics, and addresses that stay."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from columns.actions import change_column, move_column
from columns.models import Column, ColumnLayout
from sites.scoping import all_sites, site_scope
from tests import given, given_content

pytestmark = pytest.mark.django_db
HOST = "www.yunling.gov.cn"
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def site():
    return given.site(host=HOST, name="云岭省人民政府")


@pytest.fixture
def citizen():
    return Client(HTTP_HOST=HOST)


def test_a_list_shows_the_newest_first_with_their_dates(site, citizen):
    column = given.column(site, name="政务要闻")
    given_content.live_item(site, column=column, title="旧闻", published_at=NOW - timedelta(days=40))
    given_content.live_item(site, column=column, title="新闻", published_at=NOW)
    text = citizen.get(column.get_absolute_url()).content.decode()
    assert text.index("新闻</a>") < text.index("旧闻</a>")
    assert "2026-06-01" in text


@pytest.mark.clause("PAGE-07")
def test_what_is_not_live_is_not_listed(site, citizen):
    column = given.column(site)
    given_content.live_item(site, column=column)
    given_content.draft_item(site, column=column, title="没有签发的稿件")
    given_content.withdrawn_item(site, column=column, title="撤下的稿件")
    text = citizen.get(column.get_absolute_url()).content.decode()
    assert "没有签发的稿件" not in text
    assert "撤下的稿件" not in text


def test_long_lists_go_on_at_index_2(site, citizen):
    column = given.column(site, page_size=5)
    for _n in range(7):
        given_content.live_item(site, column=column)
    first, second = citizen.get(f"/{column.path}/"), citizen.get(f"/{column.path}/index_2.html")
    assert first.content.decode().count('class="row-text"') == 5
    assert second.content.decode().count('class="row-text"') == 2
    assert f'href="/{column.path}/index_2.html"' in first.content.decode()
    assert citizen.get(f"/{column.path}/index_3.html").status_code == 404


@pytest.mark.clause("LINK-01")
@pytest.mark.parametrize("odd", ["/{0}", "/{0}/index.html", "/{0}/index_1.html"])
def test_other_ways_to_write_the_address_lead_to_the_one(site, citizen, odd):
    column = given.column(site)
    given_content.live_item(site, column=column)
    answer = citizen.get(odd.format(column.path))
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{column.path}/")


@pytest.mark.clause("LINK-01")
def test_a_renamed_and_a_moved_column_redirect_for_ever(site, citizen):
    column, above = given.column(site, slug="old"), given.column(site, slug="above")
    item = given_content.live_item(site, column=column, published_at=NOW)
    with all_sites():
        change_column(actor=None, column_id=column.pk, slug="new")
        move_column(actor=None, column_id=column.pk, parent_id=above.pk)
    assert citizen.get("/old/").headers["Location"] == "/above/new/"
    assert citizen.get("/old/").status_code == 301
    answer = citizen.get(f"/old/202606/{item.pk}.html")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/above/new/202606/{item.pk}.html")


@pytest.mark.clause("PAGE-08")
def test_an_empty_column_has_no_page_and_stands_in_no_menu(site, citizen):
    parent = given.column(site, is_channel=True)
    given_content.live_item(site, column=parent)
    empty = given.column(site, parent=parent, name="空白栏目", is_channel=True)
    assert citizen.get(empty.get_absolute_url()).status_code == 404
    for path in ("/", parent.get_absolute_url(), "/sitemap.html"):
        assert "空白栏目" not in citizen.get(path).content.decode()


@pytest.mark.clause("PAGE-08")
def test_a_prescribed_column_shows_its_reviewed_explanation(site, citizen):
    column = given.column(
        site, is_prescribed=True, explanation="本年度没有依申请公开事项。", explanation_reviewed_at=NOW
    )
    assert "本年度没有依申请公开事项。" in citizen.get(column.get_absolute_url()).content.decode()


def test_a_parent_shows_its_children_with_their_newest(site, citizen):
    parent = given.column(site, name="要闻动态")
    child = given.column(site, parent=parent, name="政务要闻")
    grandchild = given.column(site, parent=child, name="会议")
    item = given_content.live_item(site, column=grandchild, title="孙栏目的稿件")
    given_content.listed(item, child)
    text = citizen.get(f"/{parent.path}/").content.decode()
    assert text.count("孙栏目的稿件") == 1
    assert f'href="/{child.path}/"' in text
    assert citizen.get(f"/{parent.path}/index_2.html").status_code == 404


def test_a_single_page_column_shows_its_newest_item_in_full(site, citizen):
    column = given.column(site, layout=ColumnLayout.PAGE, name="机构职能")
    given_content.live_item(site, column=column, body="<p>旧的职能</p>", published_at=NOW - timedelta(days=1))
    given_content.live_item(site, column=column, body="<p>新的职能</p>", published_at=NOW)
    text = citizen.get(column.get_absolute_url()).content.decode()
    assert "新的职能" in text
    assert "旧的职能" not in text


@pytest.mark.clause("LINK-01")
def test_a_further_column_lists_the_one_address_of_an_item(site, citizen):
    home, other = given.column(site), given.column(site)
    item = given_content.live_item(site, column=home, published_at=NOW)
    given_content.listed(item, other)
    text = citizen.get(other.get_absolute_url()).content.decode()
    assert f'href="/{home.path}/202606/{item.pk}.html"' in text
    assert f'href="/{other.path}/202606/' not in text


def test_documents_can_be_read_by_year(site, citizen):
    column = given.column(site, type=given.column_type("政策文件"))
    for year in (2025, 2026):
        at = datetime(year, 1, 1, 0, 30, tzinfo=timezone.get_default_timezone())  # the year before, in UTC
        given_content.live_item(site, column=column, title=f"{year}年的文件", kind="policy", published_at=at)
    text = citizen.get(f"/{column.path}/?year=2025").content.decode()
    assert "2025年的文件</a>" in text
    assert "2026年的文件</a>" not in text
    assert citizen.get(f"/{column.path}/?year=1999").status_code == 404


@pytest.mark.clause("PAGE-10")
@time_machine.travel(datetime(2026, 6, 2, tzinfo=timezone.get_default_timezone()), tick=False)
def test_an_ended_topic_leaves_the_home_page_and_stays_readable_as_archived(site, citizen):
    area = given.column(site, name="专题专栏")
    running = given.column(site, parent=area, name="营商环境", is_topic=True, topic_ends_on=date(2026, 6, 2))
    ended = given.column(site, parent=area, name="防汛抗旱", is_topic=True, topic_ends_on=date(2026, 6, 1))
    coming = given.column(site, parent=area, name="秋收专题", is_topic=True, topic_starts_on=date(2026, 9, 1))
    for column in (running, ended, coming):
        given_content.live_item(site, column=column)
    home = citizen.get("/").content.decode()
    assert "营商环境" in home
    assert "防汛抗旱" not in home
    assert "秋收专题" not in home
    topics = citizen.get("/topics/").content.decode()
    assert "已归档" in topics[topics.index("防汛抗旱") :]
    assert "已归档" in citizen.get(ended.get_absolute_url()).content.decode()
    assert "已归档" not in citizen.get(running.get_absolute_url()).content.decode()


@pytest.mark.clause("META-02", "PAGE-07")
def test_the_head_of_a_column_page(site, citizen):
    column = given.column(
        site, name="公告", description="发布公告。", keywords="公告，公示", further_types=["政策文件"]
    )
    given_content.live_item(site, column=column)
    text = citizen.get(column.get_absolute_url()).content.decode()
    assert '<meta name="ColumnKeywords" content="公告，公示">' in text
    assert '<meta name="ColumnType" content="工作动态，政策文件">' in text
    assert f'<link rel="canonical" href="https://{HOST}/{column.path}/">' in text


def test_a_column_of_another_site_is_not_here(site, citizen):
    other = given.site()
    column = given.column(other)
    given_content.live_item(other, column=column)
    assert citizen.get(column.get_absolute_url()).status_code == 404
    with site_scope(site):
        assert not Column.objects.filter(pk=column.pk).exists()
