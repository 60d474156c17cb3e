"""The page of an item."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from content.models import AssetRole, Placement
from publishing.meta_rules import read_head
from sites.scoping import all_sites
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


def address(item) -> str:
    with all_sites():
        return Placement.objects.select_related("column").get(item=item, is_canonical=True).get_absolute_url()


@pytest.mark.clause("META-03", "META-01")
def test_the_head_of_a_content_page(site, citizen):
    picture = given_content.asset(site)
    item = given_content.live_item(
        site, title="关于防汛的通知", responsible_editor="李文", keywords="防汛、值守", summary="做好防汛。",
        published_at=NOW,
        body=f'<p><img src="{picture.file.url}" alt="堤坝"></p>', uses=[(picture, AssetRole.BODY)],
    )  # fmt: skip
    tags = {name: values[0] for name, values in read_head(citizen.get(address(item)).content.decode()).tags.items()}
    assert tags == {
        "SiteName": "云岭省人民政府",
        "SiteDomain": HOST,
        "SiteIDCode": site.id_code,
        "ColumnName": item.column.name,
        "ColumnType": "工作动态",
        "ArticleTitle": "关于防汛的通知",
        "PubDate": "2026-06-01 09:30",
        "ContentSource": "云岭省人民政府办公厅",
        "Keywords": "防汛，值守",
        "Author": "李文",
        "Description": "做好防汛。",
        "Image": f"https://{HOST}{picture.file.url}",
        "Url": f"https://{HOST}{address(item)}",
    }


@pytest.mark.clause("PAGE-04")
def test_time_and_source_are_shown(site, citizen):
    item = given_content.live_item(site, published_at=NOW)
    text = citizen.get(address(item)).content.decode()
    assert ">2026-06-01 09:30</time>" in text
    assert "来源：云岭省人民政府办公厅" in text
    assert 'data-act="share"' in text


@pytest.mark.clause("LINK-01")
@pytest.mark.parametrize("odd", ["/{path}/202501/{pk}.html", "/elsewhere/202606/{pk}.html"])
def test_the_id_decides_and_one_address_is_right(site, citizen, odd):
    item = given_content.live_item(site, published_at=NOW)
    answer = citizen.get(odd.format(path=item.column.path, pk=item.pk))
    assert (answer.status_code, answer.headers["Location"]) == (301, address(item))


@pytest.mark.clause("LINK-01")
def test_an_item_of_another_site_is_not_found(site, citizen):
    item = given_content.live_item(given.site(), published_at=NOW)
    assert citizen.get(address(item)).status_code == 404


def test_what_was_never_public_is_not_found_and_what_was_withdrawn_is_gone(site, citizen):
    draft = given_content.draft_item(site)
    gone = given_content.withdrawn_item(site, published_at=NOW, title="撤下的通知")
    assert citizen.get(f"/{draft.column.path}/202606/{draft.pk}.html").status_code == 404
    answer = citizen.get(f"/{gone.column.path}/202606/{gone.pk}.html")
    assert answer.status_code == 410
    assert "撤下的通知" not in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "07", "9223372036854775808", "99999999999999999999", "1e3", "-1", "１"])
def test_numbers_that_are_none_are_not_found(site, citizen, number):
    assert citizen.get(f"/a/202606/{number}.html").status_code == 404


def test_a_newer_draft_does_not_show(site, citizen):
    item = given_content.live_item(site, title="已签发的标题", published_at=NOW)
    with all_sites():
        item.head = given_content.add_revision(item, author=given.staff(), title="还没签发的标题")
        item.save()
    text = citizen.get(address(item)).content.decode()
    assert "已签发的标题" in text
    assert "还没签发的标题" not in text


@pytest.mark.clause("PAGE-11")
def test_attachments_tell_name_kind_and_size(site, citizen):
    paper = given_content.asset(site, upload=given_content.pdf("b1.pdf"), title="申报表", size=1_300_000)
    item = given_content.live_item(site, uses=[(paper, AssetRole.ATTACHMENT)], published_at=NOW)
    text = citizen.get(address(item)).content.decode()
    assert ">申报表</a>" in text
    assert "PDF，1.2 MB" in text


def test_neighbours_are_those_of_the_same_column(site, citizen):
    column = given.column(site)
    older, item, newer = (
        given_content.live_item(site, column=column, title=name, published_at=NOW + timedelta(days=day))
        for day, name in enumerate(["较早的", "中间的", "较新的"])
    )
    given_content.live_item(site, title="别的栏目的", published_at=NOW + timedelta(hours=30))
    text = citizen.get(address(item)).content.decode()
    assert f'rel="prev" href="{address(newer)}"' in text
    assert f'rel="next" href="{address(older)}"' in text
    assert "别的栏目的" not in text


@pytest.mark.clause("MECH-09")
def test_imported_material_says_where_it_came_from(site, citizen):
    item = given_content.live_item(
        site, published_at=NOW, imported_from="旧网站", import_key="7", original_published_at=NOW - timedelta(days=400)
    )
    assert "本文由旧网站导入，原发布日期为2025-04-27 09:30。" in citizen.get(address(item)).content.decode()


def test_a_document_starts_with_its_facts_and_says_whether_it_holds(site, citizen):
    facts = {
        "issuer": "云岭省人民政府", "document_number": "云政发〔2026〕3号", "index_number": "015100001/2026-00003",
        "issued_on": date(2026, 5, 1), "released_on": date(2026, 5, 6), "effective_on": date(2099, 1, 1),
    }  # fmt: skip
    item = given_content.live_item(site, kind="policy", theme="综合政务", facts=facts, published_at=NOW)
    text = citizen.get(address(item)).content.decode()
    for expected in ("云政发〔2026〕3号", "015100001/2026-00003", "2026-05-01", "2026-05-06", "综合政务", "尚未生效"):
        assert expected in text


@pytest.mark.parametrize("nasty", ['"><script>alert(1)</script>', "</title></head>", "{{ 7|add:7 }}"])
def test_titles_are_only_ever_text(site, citizen, nasty):
    texts = dict.fromkeys(("title", "source", "responsible_editor", "summary"), nasty)
    item = given_content.live_item(site, published_at=NOW, **texts)
    for path in (address(item), f"/{item.column.path}/", "/"):
        text = citizen.get(path).content.decode()
        assert "<script>alert(1)" not in text
        assert text.count("</head>") == 1
    assert read_head(citizen.get(address(item)).content.decode()).tags["ArticleTitle"] == [nasty]


@pytest.mark.clause("LINK-01")
def test_only_reading_is_possible(site, citizen):
    item = given_content.live_item(site, published_at=NOW)
    assert Client(HTTP_HOST=HOST).post(address(item)).status_code == 405
    assert citizen.head(address(item)).status_code == 200
