"""The tags of the head, from the model and back out of the page."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from hypothesis import given as generate
from hypothesis import strategies as st

from publishing.meta import ArticleTags, ColumnTags, PageMeta, SiteTags, plain, split_values, stamp
from publishing.meta_rules import PageKind, faults_of, read_head

SITE = SiteTags(name="云岭省人民政府", domains=["www.yunling.gov.cn", "yunling.gov.cn"], id_code="5300000001")
COLUMN = ColumnTags(name="政策", types=["政策文件", "政策解读"], descriptions=["发布文件。"], keywords=["文件", "法规"])
TYPES = frozenset({"首页", "政策文件", "政策解读", "工作动态"})


def article(**values):
    defaults = {"title": "通知", "published_at": datetime(2026, 1, 31, 16, 5, tzinfo=UTC), "source": "云岭省政府办公厅"}
    return ArticleTags(**defaults | values)


def page(meta: PageMeta) -> str:
    return (
        f"<!doctype html><html><head>{render_to_string('public/head.html', {'meta': meta})}</head><body></body></html>"
    )


@pytest.mark.clause("PAGE-04", "META-03")
def test_times_are_local_and_to_the_minute():
    assert stamp(datetime(2026, 1, 31, 16, 5, tzinfo=UTC)) == "2026-02-01 00:05"


@pytest.mark.clause("META-01")
def test_site_tags_name_every_domain():
    assert PageMeta(site=SITE, title="").tags() == [
        ("SiteName", "云岭省人民政府"),
        ("SiteDomain", "www.yunling.gov.cn，yunling.gov.cn"),
        ("SiteIDCode", "5300000001"),
    ]


@pytest.mark.clause("META-02")
def test_a_column_page_has_all_four_tags_with_several_values():
    tags = dict(PageMeta(site=SITE, title="政策", column=COLUMN).tags())
    assert tags["ColumnName"] == "政策"
    assert tags["ColumnDescription"] == "发布文件。"
    assert tags["ColumnKeywords"] == "文件，法规"
    assert tags["ColumnType"] == "政策文件，政策解读"


@pytest.mark.clause("META-03")
def test_a_content_page_has_name_and_type_of_its_column_and_its_own_tags():
    meta = PageMeta(site=SITE, title="通知", column=COLUMN, article=article(keywords=["防汛", "值守"], author="李文"))
    names = [name for name, _value in meta.tags()]
    assert names == [
        "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType",
        "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author",
    ]  # fmt: skip
    assert dict(meta.tags())["PubDate"] == "2026-02-01 00:05"


@pytest.mark.clause("META-04")
def test_required_tags_that_would_be_empty_are_named():
    meta = PageMeta(site=SITE, title="", column=COLUMN, article=article(source=" \n", author=" "))
    assert meta.faults() == ["ContentSource"]
    assert "Author" not in dict(meta.tags())


def test_values_typed_with_any_comma_are_taken_apart():
    assert split_values("防汛, 抗旱，值守、 应急；\n通告;;") == ["防汛", "抗旱", "值守", "应急", "通告"]


@pytest.mark.parametrize("page_title", ["", "云岭省人民政府"])
def test_the_tab_never_says_the_name_twice(page_title):
    assert PageMeta(site=SITE, title=page_title).full_title == "云岭省人民政府"


TRICKS = [
    '"><script>alert(1)</script>', "</title></head><body>", "&quot;&amp;&#x27;", "a\r\nb", "{{ x }}{% y %}", "'\"<!--",
    "\x00\u2028",
]  # fmt: skip
NASTY = st.one_of(st.text(max_size=60), st.sampled_from(TRICKS))


@pytest.mark.clause("META-01", "META-03")
@generate(title=NASTY, source=NASTY, name=NASTY, author=NASTY)
def test_nothing_breaks_out_of_the_head(title, source, name, author):
    site = SiteTags(name=name, domains=["www.yunling.gov.cn"], id_code="5300000001")
    meta = PageMeta(site=site, title=title, column=COLUMN, article=article(title=title, source=source, author=author))
    head = read_head(page(meta))
    assert head.tags == {name: [value] for name, value in meta.tags()}
    assert head.tags["ArticleTitle"] == [plain(title)]


@pytest.mark.clause("META-04")
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta name="SiteName" content="">', "SiteName是空的"),
        ('<meta name="SiteName" content="甲"><meta name="SiteName" content="乙">', "SiteName出现了2次"),
        ('<meta name="PubDate" content="2026-1-5">', "PubDate的值"),
        ('<meta name="PubDate" content="2026-13-05 10:00">', "PubDate的值"),
        ('<meta name="SiteDomain" content="www yunling">', "SiteDomain的值"),
        ('<meta name="ColumnType" content="新闻">', "不在栏目类别表中"),
        ('<meta name="ColumnType" content="首页">', "只在首页"),
        ('<meta name="Image" content="/media/a.png">', "Image的值"),
        ('<meta name="ColumnKeywords" content="甲，，乙">', "含有空的项"),
        ('<meta name="Url" content="https://a.cn/1.html"><link rel="canonical" href="https://a.cn/2.html">', "不一致"),
    ],
)
def test_each_kind_of_fault_is_found(html, expected):
    found = " ".join(faults_of(f"<html><head>{html}</head>", PageKind.ITEM, column_types=TYPES))
    assert expected in found


@pytest.mark.clause("META-04")
@pytest.mark.parametrize("kind", PageKind)
def test_a_page_without_any_tag_lacks_what_its_kind_owes(kind):
    faults = faults_of('<html><head></head><body><meta name="SiteName" content="甲"></body>', kind, column_types=TYPES)
    assert len(faults) == {"home": 7, "column": 7, "item": 8, "plain": 3}[kind.value]


@pytest.mark.clause("META-04")
def test_a_right_page_has_no_fault():
    meta = PageMeta(
        site=SITE, title="通知", column=COLUMN, canonical="https://www.yunling.gov.cn/zc/202602/1.html",
        article=article(url="https://www.yunling.gov.cn/zc/202602/1.html", image="https://www.yunling.gov.cn/media/a.png"),
    )  # fmt: skip
    assert faults_of(page(meta), PageKind.ITEM, column_types=TYPES) == []
