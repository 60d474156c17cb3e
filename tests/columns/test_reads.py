"""What shows, where, and in how many queries."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import SITE_ROLES, Grants, Role
from columns import actions
from columns.models import Column
from columns.policies import ColumnPolicy, ColumnVerb
from columns.querysets import channels, site_tree, topics, visible
from sites.errors import Invalid, NotAllowed, WrongState
from tests import given
from tests.columns.build import add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


def fill(column, n=1, at=None):
    """As if ``n`` items were live in ``column``."""
    Column.tree.filter(pk=column.pk).update(live_count=n, last_published_at=at or timezone.now())


def shown(site):
    return [node.path for node in site_tree(site).visible()]


@pytest.mark.clause("PAGE-08")
def test_an_empty_optional_column_never_shows():
    site = given.site()
    top = add(given.root(site), "a")
    below = add(top, "b")
    add(given.root(site), "empty")
    assert shown(site) == []
    fill(below)
    assert shown(site) == ["a", "a/b"], "what is below counts"
    assert [one.path for one in visible(site)] == ["a", "a/b"]


@pytest.mark.clause("PAGE-08")
def test_a_hidden_branch_neither_shows_nor_counts():
    site = given.site()
    top = add(given.root(site), "a")
    below = add(top, "b")
    fill(add(below, "c"))
    actions.hide_column(actor=None, column_id=below.pk)
    assert shown(site) == []
    fill(top)
    assert shown(site) == ["a"]
    assert site_tree(site).node(top.pk).total_count == 1
    actions.show_column(actor=None, column_id=below.pk)
    assert shown(site) == ["a", "a/b", "a/b/c"]


@pytest.mark.clause("PAGE-08")
def test_a_prescribed_column_shows_with_a_reviewed_explanation_only():
    site = given.site()
    top = add(given.root(site), "a")
    column = add(top, "b", is_prescribed=True)
    manager, other = (given.staff(role=Role.SITE_MANAGER, on=site) for _ in range(2))

    actions.set_explanation(actor=manager, column_id=column.pk, text="本机关暂无此类信息。")
    assert shown(site) == []
    with pytest.raises(NotAllowed, match="另一人"):
        actions.review_explanation(actor=manager, column_id=column.pk, text="本机关暂无此类信息。")
    with pytest.raises(WrongState):
        actions.review_explanation(actor=other, column_id=column.pk, text="别的文字。")
    actions.review_explanation(actor=other, column_id=column.pk, text="本机关暂无此类信息。")
    assert shown(site) == ["a", "a/b"]
    assert site_tree(site).node(column.pk).explanation == "本机关暂无此类信息。"

    actions.set_explanation(actor=other, column_id=column.pk, text="改过的说明。")
    assert shown(site) == [], "a changed text waits for review again"


@pytest.mark.clause("PAGE-08")
def test_only_prescribed_columns_are_explained():
    column = add(given.root(given.site()), "a")
    with pytest.raises(Invalid, match="法定栏目"):
        actions.set_explanation(actor=None, column_id=column.pk, text="暂无。")


@pytest.mark.clause("PAGE-09")
def test_channels_are_the_marked_columns_that_show_in_order():
    site = given.site()
    for slug in ("c", "a", "b"):
        fill(add(given.root(site), slug, is_channel=True))
    add(given.root(site), "empty", is_channel=True)
    fill(add(given.root(site), "plain"))
    assert [node.path for node in channels(site)] == ["c", "a", "b"]


def test_a_tree_knows_its_trails_and_paths():
    site = given.site()
    top = add(given.root(site), "a")
    below = add(top, "b", type="政策文件", further_types=["政策解读"])
    fill(below)
    tree = site_tree(site)
    assert [node.name for node in tree.trail(below.pk)] == ["a", "b"]
    assert tree.by_path("a/b").id == below.pk
    assert tree.by_path("x") is tree.node(0) is None
    assert tree.trail(tree.root.id) == []
    assert tree.root.subtree_ids() == [tree.root.id, top.pk, below.pk]
    assert tree.first_of_type("政策解读").id == below.pk
    assert tree.first_of_type("数据开放") is None
    assert tree.node(below.pk).url == below.get_absolute_url() == "/a/b/"


def test_one_query_however_many_columns_and_sites():
    few, many = given.site(), given.site()
    actions.apply_column_set(actor=None, site=few, name="department")
    actions.apply_column_set(actor=None, site=many, name="portal")
    for n in range(30):
        fill(add(given.root(many), f"x{n}", is_channel=True, is_topic=True, topic_starts_on=date(2026, 1, 1)))
    for read in (site_tree, channels, topics):
        for site in (few, many):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                read(site)
            assert len(queries) == 1, queries.captured_queries


@pytest.mark.clause("PAGE-10")
def test_a_topic_runs_for_its_period_and_is_archived_after_it():
    site = given.site()
    area = add(given.root(site), "ztzl")
    topic = add(
        area, "fx", is_topic=True, topic_starts_on=date(2026, 6, 1), topic_ends_on=date(2026, 9, 30)
    )  # fmt: skip
    fill(topic)

    def on(day):
        found = topics(site, day)
        return [node.id for node in found.running], [node.id for node in found.archived]

    assert on(date(2026, 5, 31)) == ([], [])
    assert on(date(2026, 6, 1)) == on(date(2026, 9, 30)) == ([topic.pk], [])
    assert on(date(2026, 10, 1)) == ([], [topic.pk])
    assert shown(site) == ["ztzl", "ztzl/fx"], "an archived topic stays readable"
    assert not topic.topic_is_over(date(2026, 9, 30))
    assert topic.topic_is_over(date(2026, 10, 1))


@pytest.mark.clause("PAGE-10")
def test_a_topic_needs_a_period_that_makes_sense():
    root = given.root(given.site())
    with pytest.raises(Invalid) as refusal:
        add(root, "a", is_topic=True)
    assert "topic_starts_on" in refusal.value.fields
    with pytest.raises(Invalid) as refusal:
        add(root, "a", is_topic=True, topic_starts_on=date(2026, 2, 1), topic_ends_on=date(2026, 1, 1))
    assert "topic_ends_on" in refusal.value.fields


@pytest.mark.clause("PAGE-08")
def test_stale_is_older_than_the_rhythm():
    site = given.site()
    column = add(given.root(site), "a", rhythm_days=14)
    noon = datetime(2026, 11, 22, 12, tzinfo=timezone.get_current_timezone())
    fill(column, at=noon - timedelta(days=14))
    assert not site_tree(site).node(column.pk).is_stale(noon)
    assert site_tree(site).node(column.pk).is_stale(noon + timedelta(seconds=1))
    assert site_tree(site).root.is_stale(noon + timedelta(seconds=1)), "and so is the home page"


def test_an_archived_topic_rests():
    site = given.site()
    topic = add(given.root(site), "a", is_topic=True, topic_starts_on=date(2026, 1, 1), topic_ends_on=date(2026, 2, 1))
    fill(topic, at=timezone.now() - timedelta(days=400))
    with time_machine.travel(datetime(2026, 11, 22, tzinfo=timezone.get_current_timezone()), tick=False):
        assert not site_tree(site).node(topic.pk).is_stale(timezone.now())


def test_may_and_rows_agree_for_every_role_and_verb():
    site, other = given.site(), given.site()
    top = add(given.root(site), "a", is_prescribed=True)
    for slug in ("b", "c"):
        add(add(top, slug), "d")
    add(given.root(other), "a")
    people = [given.staff(), given.staff(role=Role.PLATFORM_ADMIN), given.staff(role=Role.AUDITOR)]
    people += [given.staff(role=role, on=place) for role in SITE_ROLES for place in (site, top)]
    writer = given.staff(role=Role.SITE_MANAGER, on=site)
    actions.set_explanation(actor=writer, column_id=top.pk, text="暂无。")
    for person in [*people, writer]:
        policy = ColumnPolicy(Grants.of(person))
        for verb in ColumnVerb:
            listed = set(policy.rows(verb, Column.tree.all()))
            assert listed == {one for one in Column.tree.all() if policy.may(verb, one)}


@pytest.mark.clause("ORG-04")
def test_a_subtree_manager_keeps_to_the_subtree():
    site = given.site()
    root = given.root(site)
    mine, theirs = add(root, "a"), add(root, "b")
    below = add(mine, "c")
    manager = given.staff(role=Role.SITE_MANAGER, on=mine)
    actions.change_column(actor=manager, column_id=below.pk, name="改名")
    actions.create_column(
        actor=manager, parent=mine, slug="d", name="新", description="新。", keywords="新", type="工作动态"
    )
    for act in (
        lambda: actions.change_column(actor=manager, column_id=theirs.pk, name="改"),
        lambda: actions.move_column(actor=manager, column_id=below.pk, parent_id=theirs.pk),
        lambda: actions.move_column(
            actor=manager, column_id=mine.pk, parent_id=given.root(site).pk, after_id=theirs.pk
        ),
        lambda: actions.delete_column(actor=manager, column_id=mine.pk),
    ):
        with pytest.raises(NotAllowed):
            act()
