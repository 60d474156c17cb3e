"""The column tree: every write leaves it valid, every address it ever had leads somewhere."""

import pytest
from mptt.exceptions import InvalidMove

from accounts.roles import Role
from audit.log.models import LogEntry
from columns import actions
from columns.addresses import redirect_target, resolve
from columns.models import Column, ColumnAddress
from columns.sets import ColumnSpec
from columns.trees import faults, repair
from sites.errors import Invalid, NotAllowed, NotFound, Stale, WrongState
from sites.scoping import OtherSite, site_scope
from tests import given
from tests.columns.build import VALUES, add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


def paths(site):
    return list(Column.tree.filter(site=site, parent__isnull=False).order_by("lft").values_list("path", flat=True))


def test_trees_of_sites_are_numbered_by_their_site():
    one, two = given.site(), given.site()
    for site in (one, two):
        add(add(given.root(site), "a"), "b")
    for site in (one, two):
        assert set(Column.tree.filter(site=site).values_list("tree_id", flat=True)) == {site.pk}
        assert faults(site) == []


def test_a_root_is_made_once_from_the_tags_of_the_site():
    site = given.site()
    Column.tree.filter(site=site).delete()

    root = actions.create_root(site=site)

    assert actions.create_root(site=site) == root
    assert (root.type_id, root.description, root.keywords) == ("首页", site.description, site.keywords)
    assert (root.tree_id, root.lft, root.rght, root.path) == (site.pk, 1, 2, "")


def test_created_column_stands_last_below_its_parent():
    site = given.site()
    above = add(given.root(site), "zwgk", name="政务公开")
    add(above, "zcwj")
    made = add(above, "jgzn")
    assert paths(site) == ["zwgk", "zwgk/zcwj", "zwgk/jgzn"]
    assert made.get_absolute_url() == "/zwgk/jgzn/"


@pytest.mark.clause("META-04")
@pytest.mark.parametrize("field", ["name", "description", "keywords", "type"])
def test_a_column_with_an_empty_tag_cannot_be_saved(field):
    root = given.root(given.site())
    with pytest.raises(Invalid) as refusal:
        add(root, "a", **{field: "  "})
    assert field in refusal.value.fields
    assert str(refusal.value).endswith("。")
    assert not Column.tree.filter(site=root.site, slug="a").exists()


@pytest.mark.clause("META-04")
def test_separators_alone_are_no_keywords():
    with pytest.raises(Invalid) as refusal:
        add(given.root(given.site()), "a", keywords="，、 ；")
    assert "keywords" in refusal.value.fields


@pytest.mark.parametrize("slug", ["search", "media", "static", "admin", "account", "sitemap", "index", "202601",
                                  "Zwgk", "a--b", "政务", "a/b", "index_2", "../x", "", "x" * 41])  # fmt: skip
def test_addresses_that_mean_something_else_are_refused(slug):
    with pytest.raises(Invalid) as refusal:
        add(given.root(given.site()), slug, name="栏目")
    assert "slug" in refusal.value.fields


def test_reserved_words_may_stand_deeper_but_months_and_index_may_not():
    above = add(given.root(given.site()), "a")
    assert add(above, "media").path == "a/media"
    for slug in ("202601", "index"):
        with pytest.raises(Invalid):
            add(above, slug)


def test_fixed_addresses_of_the_public_map_are_reserved():
    from django.urls import get_resolver

    from columns.addresses import RESERVED_SLUGS

    def firsts(patterns, prefix=""):
        for one in patterns:
            route = prefix + str(one.pattern)
            if hasattr(one, "url_patterns"):
                yield from firsts(one.url_patterns, route)
            else:
                yield route.lstrip("^").split("/")[0]

    fixed = {one for one in firsts(get_resolver("govsite.urls.public").url_patterns) if one.isalpha()}
    assert fixed <= RESERVED_SLUGS


def test_siblings_share_neither_name_nor_address():
    root = given.root(given.site())
    add(root, "a", name="政务公开")
    for values in ({"slug": "a", "name": "别的"}, {"slug": "b", "name": "政务公开"}):
        with pytest.raises(Invalid):
            actions.create_column(actor=None, parent=root, **VALUES | values)


def test_depth_ends_at_six():
    at = given.root(given.site())
    for n in range(6):
        at = add(at, f"l{n}")
    with pytest.raises(Invalid, match="6级"):
        add(at, "deeper")


def test_home_type_belongs_to_the_home_page_only():
    with pytest.raises(Invalid):
        add(given.root(given.site()), "a", type="首页")


@pytest.mark.clause("META-02")
def test_further_types_come_from_the_table():
    root = given.root(given.site())
    assert add(root, "a", further_types=["政策文件"]).types == ["工作动态", "政策文件"]
    for wrong in (["没有这种"], ["工作动态"], ["首页"]):
        with pytest.raises(Invalid):
            add(root, "b", further_types=wrong)


@pytest.mark.clause("LINK-01")
def test_a_renamed_column_redirects_with_everything_below():
    site = given.site()
    top = add(given.root(site), "old")
    below = add(top, "sub")

    actions.change_column(actor=None, column_id=top.pk, slug="new")

    assert paths(site) == ["new", "new/sub"]
    assert resolve(site, "/old/") == top
    assert resolve(site, "old/sub/202611/7.html") == below
    assert redirect_target(site, "/old/sub/202611/7.html") == "/new/sub/202611/7.html"
    assert redirect_target(site, "/old/sub/index_2.html") == "/new/sub/index_2.html"
    assert redirect_target(site, "/old/other") == "/new/other/"
    assert resolve(site, "/never/there/") is None
    assert resolve(site, "/new/sub/") is None, "what stands needs no redirect"


@pytest.mark.clause("LINK-01")
def test_a_new_column_takes_an_old_address_over():
    site = given.site()
    first = add(given.root(site), "a")
    actions.change_column(actor=None, column_id=first.pk, slug="b")
    second = add(given.root(site), "a", name="另一栏目")
    assert resolve(site, "a") is None
    actions.change_column(actor=None, column_id=second.pk, slug="c")
    assert resolve(site, "a") == second
    assert redirect_target(site, "/b/x.html") is None


@pytest.mark.clause("LINK-01", "PAGE-08")
def test_a_deleted_column_redirects_to_the_one_above():
    site = given.site()
    top = add(given.root(site), "a")
    below = add(top, "b")
    actions.change_column(actor=None, column_id=below.pk, slug="c")
    actions.delete_column(actor=None, column_id=below.pk)
    assert resolve(site, "a/b") == resolve(site, "a/c") == top
    assert faults(site) == []


@pytest.mark.clause("LINK-01")
def test_addresses_of_another_site_lead_nowhere():
    one, two = given.site(), given.site()
    moved = add(given.root(one), "a")
    actions.change_column(actor=None, column_id=moved.pk, slug="b")
    assert resolve(two, "a") is None


@pytest.mark.parametrize("path", ["", "/", "//", "a" * 5000, "/".join("a" * 500), "a\x00b", "../../etc"])
def test_strange_paths_resolve_to_nothing(path):
    assert resolve(given.site(), path) is None


def test_moving_puts_a_branch_where_asked_and_keeps_its_order():
    site = given.site()
    root = given.root(site)
    a, b = add(root, "a"), add(root, "b")
    a1, a2 = add(a, "a1"), add(a, "a2")

    actions.move_column(actor=None, column_id=a.pk, parent_id=b.pk)
    assert paths(site) == ["b", "b/a", "b/a/a1", "b/a/a2"]
    actions.move_column(actor=None, column_id=a1.pk, parent_id=a.pk, after_id=a2.pk)
    assert paths(site) == ["b", "b/a", "b/a/a2", "b/a/a1"]
    actions.move_column(actor=None, column_id=a2.pk, parent_id=root.pk, after_id=b.pk)
    assert paths(site) == ["b", "b/a", "b/a/a1", "a2"]
    assert faults(site) == []
    assert resolve(site, "a/a2").path == "a2"


def test_impossible_moves_are_refused_and_change_nothing():
    site, other = given.site(), given.site()
    root = given.root(site)
    a = add(root, "a")
    b = add(a, "b")
    same = add(root, "b", name="同名地址")
    foreign = add(given.root(other), "x")
    before = paths(site)
    cases = [
        (root.pk, a.pk, None, Invalid),  # a root
        (a.pk, b.pk, None, Invalid),  # below itself
        (a.pk, a.pk, None, Invalid),
        (same.pk, a.pk, None, Invalid),  # the address is taken there
        (a.pk, foreign.pk, None, NotFound),  # another site
        (a.pk, root.pk, b.pk, Invalid),  # after something that is not there
        (a.pk, root.pk, foreign.pk, NotFound),
        (a.pk, root.pk, a.pk, Invalid),
        (99999999, root.pk, None, NotFound),
    ]
    for column_id, parent_id, after_id, error in cases:
        with pytest.raises(error):
            actions.move_column(actor=None, column_id=column_id, parent_id=parent_id, after_id=after_id)
    assert paths(site) == before
    assert not ColumnAddress.objects.filter(site=site).exists()
    assert faults(site) == faults(other) == []


def test_a_branch_is_not_moved_deeper_than_six():
    site = given.site()
    at = given.root(site)
    for n in range(5):
        at = add(at, f"l{n}")
    branch = add(given.root(site), "branch")
    add(branch, "leaf")
    with pytest.raises(Invalid, match="6级"):
        actions.move_column(actor=None, column_id=branch.pk, parent_id=at.pk)


def test_beside_the_actions_too_a_tree_cannot_leave_its_site():
    one, two = given.site(), given.site()
    a, x = add(given.root(one), "a"), add(given.root(two), "x")
    for target, position in ((None, "last-child"), (given.root(one), "right"), (x, "last-child")):
        with pytest.raises(InvalidMove):
            Column.tree.move_node(a, target, position)
    with pytest.raises(InvalidMove):
        Column.tree.move_node(given.root(one), x, "last-child")
    assert faults(one) == faults(two) == []


def test_only_empty_columns_are_deleted():
    site = given.site()
    top = add(given.root(site), "a")
    with pytest.raises(WrongState, match="根栏目"):
        actions.delete_column(actor=None, column_id=given.root(site).pk)
    below = add(top, "b")
    with pytest.raises(WrongState, match="下级栏目"):
        actions.delete_column(actor=None, column_id=top.pk)
    editor = given.staff(role=Role.EDITOR, on=below)
    with pytest.raises(WrongState, match="职责"):
        actions.delete_column(actor=None, column_id=below.pk)
    assert editor.pk
    assert paths(site) == ["a", "a/b"]


def test_a_column_with_items_is_not_deleted():
    from content.models import Item

    site = given.site()
    column = add(given.root(site), "a")
    add(given.root(site), "b")
    Item.objects.create(site=site, column=column, title="稿件", created_by=given.staff())
    with pytest.raises(WrongState, match="稿件"):
        actions.delete_column(actor=None, column_id=column.pk)
    assert faults(site) == []


def test_two_people_do_not_overwrite_each_other():
    column = add(given.root(given.site()), "a")
    seen = column.changed_at
    actions.change_column(actor=None, column_id=column.pk, base=seen, description="先存的。")
    with pytest.raises(Stale):
        actions.change_column(actor=None, column_id=column.pk, base=seen, description="后存的。")
    column.refresh_from_db()
    assert column.description == "先存的。"


def test_the_root_keeps_its_place_and_nature():
    root = given.root(given.site())
    changed = actions.change_column(actor=None, column_id=root.pk, description="新的描述。")
    assert changed.description == "新的描述。"
    for field, value in (("slug", "x"), ("is_hidden", True), ("type", "工作动态"), ("is_topic", True)):
        with pytest.raises(Invalid):
            actions.change_column(actor=None, column_id=root.pk, **{field: value})


@pytest.mark.clause("ORG-02")
def test_a_column_has_an_owner_who_is_working_staff():
    owner, gone = given.staff(), given.staff(is_active=False)
    column = add(given.root(given.site()), "a", owner=owner)
    assert column.owner == owner
    with pytest.raises(Invalid) as refusal:
        actions.change_column(actor=None, column_id=column.pk, owner=gone)
    assert "owner" in refusal.value.fields


def test_every_write_is_logged_with_old_and_new():
    manager_site = given.site()
    manager = given.staff(role=Role.SITE_MANAGER, on=manager_site)
    column = actions.create_column(
        actor=manager, parent=given.root(manager_site), **VALUES, slug="a", name="甲"
    )  # fmt: skip
    actions.change_column(actor=manager, column_id=column.pk, name="乙")
    actions.change_column(actor=manager, column_id=column.pk, name="乙")  # no change, no row
    actions.delete_column(actor=manager, column_id=column.pk)
    rows = LogEntry.objects.filter(object_id=str(column.pk)).order_by("sequence")
    assert [row.verb.rpartition(".")[2] for row in rows] == ["create", "change", "delete"]
    assert (rows[1].old, rows[1].new, rows[1].actor) == ({"name": "甲"}, {"name": "乙"}, manager)


def test_a_scope_of_one_site_hides_and_guards_the_others():
    one, two = given.site(), given.site()
    foreign = add(given.root(two), "x")
    with site_scope(one):
        for act in (
            lambda: actions.change_column(actor=None, column_id=foreign.pk, name="改"),
            lambda: actions.create_column(actor=None, parent=foreign, **VALUES, slug="y", name="y"),
            lambda: actions.delete_column(actor=None, column_id=foreign.pk),
        ):
            with pytest.raises(NotFound):
                act()
        with pytest.raises(OtherSite):
            actions.load_columns({two: [ColumnSpec(slug="z", name="z", **VALUES)]})
        with pytest.raises(OtherSite):
            actions.create_root(site=two)


def test_a_broken_tree_is_found_and_mended():
    site = given.site()
    a = add(given.root(site), "a")
    b = add(a, "b")
    Column.tree.filter(pk=b.pk).update(lft=77, rght=80, level=5, path="x")
    found = faults(site)
    assert found
    assert all(one.endswith("。") for one in found)

    assert repair(site=site) > 0

    assert faults(site) == []
    assert paths(site) == ["a", "a/b"]


def test_strangers_are_refused():
    site = given.site()
    column = add(given.root(site), "a")
    for actor in (given.staff(), given.staff(role=Role.EDITOR, on=site), given.staff(role=Role.PLATFORM_ADMIN)):
        for act in (
            lambda who: actions.change_column(actor=who, column_id=column.pk, name="改"),
            lambda who: actions.create_column(actor=who, parent=column, **VALUES, slug="y", name="y"),
            lambda who: actions.move_column(actor=who, column_id=column.pk, parent_id=column.parent_id),
            lambda who: actions.delete_column(actor=who, column_id=column.pk),
            lambda who: actions.apply_column_set(actor=who, site=site, name="portal"),
        ):
            with pytest.raises(NotAllowed):
                act(actor)
