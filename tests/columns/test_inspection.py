"""check_columns, check_trees and the gate before going live."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from columns import actions
from columns.inspection import blocks, channel_warning, inspect
from columns.models import Column
from columns.querysets import site_tree
from sites import gates
from tests import given
from tests.columns.build import add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def complete():
    """A site with the portal's columns, all of them filled today."""
    site = given.site(host="www.yunling.gov.cn")
    actions.apply_column_set(actor=None, site=site, name="portal")
    Column.tree.filter(site=site, parent__isnull=False).update(live_count=3, last_published_at=timezone.now())
    return site


def messages(site):
    return [finding.message for finding in inspect(site)]


def run(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.clause("PAGE-07")
def test_a_complete_site_is_clean(complete):
    assert messages(complete) == []
    assert "符合要求" in run("check_columns", "--site", "www.yunling.gov.cn")


@pytest.mark.clause("PAGE-07", "PAGE-08")
def test_an_empty_required_column_blocks_going_live(complete):
    Column.tree.filter(site=complete, slug="jgzn").update(live_count=0)
    assert any("机构职能" in line for line in blocks(complete))
    assert any("机构职能" in line for line in gates.blocks(complete))
    with pytest.raises(CommandError) as failure:
        run("check_columns")
    assert failure.value.returncode == 1


@pytest.mark.clause("PAGE-07")
def test_a_missing_required_kind_is_a_fault(complete):
    Column.tree.filter(site=complete, slug="fzrxx").update(type="概况信息", is_required=False)
    assert any("缺少必设栏目“负责人信息”" in line for line in blocks(complete))


@pytest.mark.clause("PAGE-07")
def test_hiding_a_required_column_is_a_fault(complete):
    assert not blocks(complete)
    actions.hide_column(actor=None, column_id=Column.tree.get(site=complete, slug="zcwj").pk)
    assert any("政策文件" in line for line in blocks(complete))


@pytest.mark.clause("META-02")
def test_a_required_kind_may_go_by_another_name(complete):
    """解读回应 and 互动交流 are found by their standard types, not by their names."""
    Column.tree.filter(site=complete, path__startswith="zwgk/jdhy").update(live_count=0, is_required=False)
    assert any("解读回应" in line for line in blocks(complete))
    Column.tree.filter(site=complete, path="zwgk/jdhy/hygq").update(live_count=1, name="政策问答")
    assert not blocks(complete)


@pytest.mark.clause("META-04")
def test_empty_tags_and_unknown_types_are_faults(complete):
    Column.tree.filter(site=complete, slug="zcwj").update(keywords="，", further_types=["旧类别"])
    found = blocks(complete)
    assert any("关键词是空的" in line for line in found)
    assert any("旧类别" in line for line in found)


@pytest.mark.clause("PAGE-09")
@pytest.mark.parametrize(("channels", "warns"), [(4, True), (5, False), (8, False), (9, True)])
def test_channels_outside_five_to_eight_warn(channels, warns):
    site = given.site()
    for n in range(channels):
        column = add(given.root(site), f"c{n}", is_channel=True)
        Column.tree.filter(pk=column.pk).update(live_count=1)
    assert bool(channel_warning(site_tree(site))) is warns


@pytest.mark.clause("PAGE-08")
def test_stale_and_unexplained_columns_warn_but_do_not_block(complete):
    Column.tree.filter(site=complete, slug="tzgg").update(last_published_at=timezone.now() - timedelta(days=200))
    Column.tree.filter(site=complete, slug="xxgknb").update(live_count=0)
    found = messages(complete)
    assert any("通知公告" in line and "200天" in line for line in found)
    assert any("信息公开年报" in line and "说明" in line for line in found)
    assert blocks(complete) == []
    assert "[提醒]" in run("check_columns")


@pytest.mark.clause("PAGE-10")
def test_a_running_topic_without_a_picture_warns(complete):
    topic = add(Column.tree.get(site=complete, slug="ztzl"), "fx", is_topic=True, topic_starts_on="2026-01-01")
    Column.tree.filter(pk=topic.pk).update(live_count=1, last_published_at=timezone.now())
    assert any("没有图片" in line for line in messages(complete))


def test_an_unknown_domain_is_an_error():
    with pytest.raises(CommandError) as failure:
        run("check_columns", "--site", "www.example.gov.cn")
    assert failure.value.returncode == 2


def test_check_trees_finds_and_mends(complete):
    Column.tree.filter(site=complete).update(live_count=0, last_published_at=None)
    assert "正确" in run("check_trees")
    Column.tree.filter(site=complete, slug="zcwj").update(lft=1000, rght=1001)
    with pytest.raises(CommandError):
        run("check_trees")
    assert "已修复" in run("check_trees", "--repair")
    assert "正确" in run("check_trees")
