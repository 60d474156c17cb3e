"""Column sets and bulk loading."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from columns import actions
from columns.models import Column, ColumnType
from columns.sets import SETS, ColumnSpec, check_specs, walk
from columns.trees import faults
from sites.errors import Invalid
from tests import given
from tests.columns.build import VALUES, add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]

STANDARD = [
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件",
    "信息公开指南", "信息公开目录", "信息公开年报", "依申请公开", "数据发布", "数据开放",
    "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
]  # fmt: skip


@pytest.mark.clause("META-02")
def test_the_standard_types_are_there_in_their_order():
    assert list(ColumnType.objects.filter(is_standard=True).values_list("name", flat=True)) == STANDARD


@pytest.mark.clause("PAGE-07")
@pytest.mark.parametrize("name", SETS)
def test_a_set_has_every_required_kind_and_five_to_eight_channels(name):
    check_specs(SETS[name])
    specs = [one for _depth, one in walk(SETS[name])]
    wanted = set(ColumnType.objects.exclude(required_as="").values_list("required_as", flat=True))
    assert wanted == {"机构职能", "负责人信息", "政策文件", "解读回应", "工作动态", "互动交流"}
    having = {ColumnType.objects.get(name=one.type).required_as for one in specs if one.is_required}
    assert wanted <= having
    assert 5 <= sum(one.is_channel for one in specs) <= 8


@pytest.mark.clause("PAGE-07")
@pytest.mark.parametrize("name", SETS)
def test_a_set_is_applied_in_one_act_and_only_once(name):
    site = given.site()
    manager = given.staff(role=Role.SITE_MANAGER, on=site)
    made = actions.apply_column_set(actor=manager, site=site, name=name)
    assert [(one.level, one.slug) for one in made] == [(depth, one.slug) for depth, one in walk(SETS[name])]
    assert actions.apply_column_set(actor=manager, site=site, name=name) == made
    assert faults(site) == []


def test_a_set_adds_to_what_stands_and_leaves_it_alone():
    site = given.site()
    own = add(given.root(site), "zwgk", name="自己的政务公开")
    below = add(own, "zz", name="自己的子栏目")
    actions.apply_column_set(actor=None, site=site, name="portal")
    own.refresh_from_db()
    assert own.name == "自己的政务公开"
    assert set(Column.tree.filter(parent=own).values_list("slug", flat=True)) > {"zz", "jgzn", "zcwj"}
    assert Column.tree.filter(parent=own).order_by("lft").first() == below
    assert faults(site) == []


def test_unknown_sets_are_refused():
    with pytest.raises(Invalid):
        actions.apply_column_set(actor=None, site=given.site(), name="nothing")


def test_loading_many_sites_makes_valid_trees():
    sites = [given.site() for _ in range(3)]
    Column.tree.filter(site=sites[1]).delete()  # even without a root
    specs = SETS["portal"]
    made = actions.load_columns(dict.fromkeys(sites, specs))
    assert made == 3 * len(list(walk(specs)))
    for site in sites:
        assert faults(site) == []
    assert actions.load_columns(dict.fromkeys(sites, specs)) == 0
    # and the tree goes on living
    actions.move_column(
        actor=None, column_id=Column.tree.get(site=sites[0], path="sjfb").pk, parent_id=given.root(sites[0]).pk
    )
    assert faults(sites[0]) == []


def test_loading_does_not_query_site_by_site():
    def load(n):
        sites = [given.site() for _ in range(n)]
        with CaptureQueriesContext(connection) as queries:
            actions.load_columns(dict.fromkeys(sites, SETS["department"][:1]))
        return len(queries)

    load(1)  # warms what is read once
    assert load(12) < load(2) + 12 - 2


def test_specs_that_break_a_rule_are_named_before_anything_is_written():
    site = given.site()
    good = {"name": "好", "slug": "hao", **VALUES}
    for wrong in (
        {"slug": "search"}, {"slug": "202601"}, {"slug": "A"}, {"type": "没有"}, {"keywords": " "}, {"name": ""},
        {"type": "首页"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.load_columns({site: [ColumnSpec(**good | wrong)]})
    with pytest.raises(Invalid, match="重复"):
        actions.load_columns({site: [ColumnSpec(**good), ColumnSpec(**good)]})
    assert not Column.tree.filter(site=site, parent__isnull=False).exists()
