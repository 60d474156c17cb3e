"""``check_meta``: every page of every site is opened and its tags are checked."""

import pytest
from django.core.management import CommandError, call_command

from columns.models import Column
from content.models import Revision
from tests import given, given_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    site = given.site(host="www.yunling.gov.cn")
    column = given.column(site, page_size=2)
    for _n in range(3):
        given_content.live_item(site, column=column)
    return site


def run(capsys, *args: str) -> tuple[int, str]:
    try:
        call_command("check_meta", *args)
    except SystemExit as error:
        return int(error.code), capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.mark.clause("META-04")
def test_right_sites_pass_with_a_count(site, capsys):
    code, text = run(capsys)
    assert code == 0
    # home, the list's two pages, three items, site map and two statements
    assert "检查了1个网站的9个页面（首页1个，栏目页2个，内容页3个，其他页面3个），0个页面有问题。" in text


@pytest.mark.clause("META-04")
def test_each_faulty_page_is_named_with_its_fault(site, capsys):
    revision = Revision.objects.order_by("pk").first()
    Revision.objects.filter(pk=revision.pk).update(source=" ")
    code, text = run(capsys, "--site", "www.yunling.gov.cn")
    assert code == 1
    assert f"/{revision.item_id}.html  标签ContentSource是空的。" in text
    assert "1个页面有问题" in text


@pytest.mark.clause("META-04")
def test_a_type_that_no_table_knows_is_named(site, capsys):
    Column.tree.filter(site=site, parent__isnull=False).update(further_types=["自造类别"])
    code, text = run(capsys)
    assert code == 1
    assert "不在栏目类别表中" in text


def test_an_unknown_site_is_an_error_in_a_sentence(site):
    with pytest.raises(CommandError, match="没有域名为“x.gov.cn”"):
        call_command("check_meta", "--site", "x.gov.cn")


def test_without_collected_files_it_says_what_to_do(site, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    with pytest.raises(CommandError, match="collectstatic"):
        call_command("check_meta")
