"""Columns at the desk: who sees what, how refusals come back, and what nothing typed means."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.roles import Role
from columns import actions
from columns.models import Column, ColumnType
from columns.trees import faults
from sites.scoping import all_sites
from tests import given
from tests.columns.build import VALUES, add

pytestmark = pytest.mark.django_db

TREE = "/admin/columns/column/"


@pytest.fixture
def site():
    site = given.site()
    with all_sites():
        for slug in "abc":
            add(add(given.root(site), slug), f"{slug}1")
    return site


@pytest.fixture
def manager(site, signed_in):
    return signed_in(given.staff(role=Role.SITE_MANAGER, on=site))


def at(site, path):
    return Column.tree.get(site=site, path=path)


def paths(site):
    return list(Column.tree.filter(site=site, parent__isnull=False).order_by("lft").values_list("path", flat=True))


def typed(**values):
    return VALUES | {"layout": "list", "page_size": "20", "base": "", "name": "新栏目", "slug": "xin"} | values


def picture(content=None, name="图片.png"):
    if content is None:
        held = BytesIO()
        Image.new("RGB", (40, 20), "#0b5cad").save(held, "PNG")
        content = held.getvalue()
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_the_tree_shows_one_site_without_its_root(site, manager):
    other = given.site()
    with all_sites():
        add(given.root(other), "theirs")
    page = manager.get(TREE).content.decode()
    assert f'id="column-{at(site, "a/a1").pk}"' in page
    assert f'id="column-{given.root(site).pk}"' not in page
    assert "/theirs/" not in page


def test_another_site_is_the_same_404_as_none(site, manager):
    other = given.site()
    with all_sites():
        theirs = add(given.root(other), "theirs")
    place, apply_set = reverse("admin:columns_column_place"), reverse("admin:columns_column_apply_set")
    for pk, site_pk in ((theirs.pk, other.pk), (99999999, 99999999)):
        for act in ("change", "move", "delete", "explanation"):
            assert manager.get(f"{TREE}{pk}/{act}/").status_code == 404
        for act in ("hide", "show"):
            assert manager.post(f"{TREE}{pk}/{act}/").status_code == 404
        assert manager.get(TREE, {"site": site_pk}).status_code == 404
        assert manager.get(f"{TREE}add/", {"parent": pk}).status_code == 404
        move = {"column": at(site, "a").pk, "target": pk, "where": "inside"}
        assert manager.post(place, move).status_code == 404
        assert manager.post(apply_set, {"root": pk, "name": "portal"}).status_code == 404


@pytest.mark.parametrize("garbage", ["x", "-1", "9" * 30, "１２", ""])
def test_garbage_in_addresses_is_a_404(site, manager, garbage):
    assert manager.get(f"{TREE}add/", {"parent": garbage}).status_code == 404
    assert manager.post(reverse("admin:columns_column_place"), {"column": garbage, "where": "up"}).status_code == 404
    step = f"{at(site, 'a').pk}:{garbage or 'sideways'}"
    assert manager.post(reverse("admin:columns_column_place"), {"step": step}).status_code == 404


def test_an_editor_reads_the_tree_and_changes_nothing(site, signed_in):
    editor = signed_in(given.staff(role=Role.EDITOR, on=site))
    page = editor.get(TREE)
    assert page.status_code == 200
    assert "gc-handle" not in page.content.decode()
    column = at(site, "a")
    assert editor.get(f"{TREE}{column.pk}/change/").status_code == 404
    assert editor.post(f"{TREE}{column.pk}/hide/").status_code == 404
    assert editor.post(f"{TREE}{column.pk}/delete/").status_code == 404


@pytest.mark.clause("ORG-04")
def test_a_platform_administrator_has_no_columns(site, signed_in):
    admin = signed_in(given.staff(role=Role.PLATFORM_ADMIN))
    assert admin.get(TREE).status_code == 404
    assert admin.get(f"{TREE}{at(site, 'a').pk}/change/").status_code == 404


@pytest.mark.parametrize(
    ("column", "target", "where", "expected"),
    [
        ("c", "a", "before", ["c", "c/c1", "a", "a/a1", "b", "b/b1"]),
        ("a", "b", "after", ["b", "b/b1", "a", "a/a1", "c", "c/c1"]),
        ("a", "b", "before", ["a", "a/a1", "b", "b/b1", "c", "c/c1"]),
        ("a", "b", "inside", ["b", "b/b1", "b/a", "b/a/a1", "c", "c/c1"]),
        ("a/a1", "c", "after", ["a", "b", "b/b1", "c", "c/c1", "a1"]),
        ("b", "b", "after", ["a", "a/a1", "b", "b/b1", "c", "c/c1"]),
        ("a", "a/a1", "inside", ["a", "a/a1", "b", "b/b1", "c", "c/c1"]),
    ],
)
def test_dropping(site, manager, column, target, where, expected):
    drop = {"column": at(site, column).pk, "target": at(site, target).pk, "where": where}
    assert manager.post(reverse("admin:columns_column_place"), drop).status_code == 302
    assert paths(site) == expected
    with all_sites():
        assert faults(site) == []


def test_the_keyboard_moves_up_down_and_anywhere(site, manager):
    place = reverse("admin:columns_column_place")
    manager.post(place, {"step": f"{at(site, 'b').pk}:up"})
    assert paths(site)[:2] == ["b", "b/b1"]
    manager.post(place, {"step": f"{at(site, 'b').pk}:up"})  # at the end already
    manager.post(place, {"step": f"{at(site, 'b').pk}:down"})
    assert paths(site) == ["a", "a/a1", "b", "b/b1", "c", "c/c1"]
    moved = at(site, "a")
    page = manager.get(f"{TREE}{moved.pk}/move/")
    assert at(site, "a/a1") not in page.context["form"].fields["target"].queryset
    manager.post(f"{TREE}{moved.pk}/move/", {"target": at(site, "c").pk, "where": "inside"})
    assert "c/a/a1" in paths(site)


def test_a_new_column_is_made_by_the_form(site, manager):
    parent = at(site, "a")
    answer = manager.post(f"{TREE}add/?parent={parent.pk}", typed(further_types=["政策文件"]))
    made = at(site, "a/xin")
    assert answer["Location"].endswith(f"?site={site.pk}#column-{made.pk}")
    assert made.types == ["工作动态", "政策文件"]
    assert manager.get(f"{TREE}add/").status_code == 302, "without a parent one chooses it first"


@pytest.mark.clause("META-04")
def test_refusals_stand_beside_their_fields_and_nothing_typed_is_lost(site, manager):
    column = at(site, "a")
    address = f"{TREE}{column.pk}/change/"
    wrong = typed(name="改过的名称", slug="search", description="", keywords="，")
    page = manager.post(address, wrong)
    assert page.status_code == 200
    form = page.context["adminform"].form
    assert set(form.errors) == {"slug", "description", "keywords"}
    assert 'value="改过的名称"' in page.content.decode()
    assert paths(site)[0] == "a"


def test_a_form_opened_before_another_saved_does_not_overwrite(site, manager):
    column = at(site, "a")
    address = f"{TREE}{column.pk}/change/"
    base = manager.get(address).context["adminform"].form["base"].value()
    with all_sites():
        actions.change_column(actor=None, column_id=column.pk, name="先存的")
    page = manager.post(address, typed(slug="a", base=base))
    assert "他人已保存" in page.content.decode()
    assert at(site, "a").name == "先存的"
    assert manager.post(address, typed(slug="a", base="昨天")).status_code == 200


def test_the_root_has_only_the_tags_of_the_home_page(site, manager):
    root = given.root(site)
    address = f"{TREE}{root.pk}/change/"
    assert set(manager.get(address).context["adminform"].form.fields) == {
        "name", "description", "keywords", "owner", "rhythm_days", "base"
    }  # fmt: skip
    manager.post(address, typed(name="首页", description="新的首页描述。", slug="x", is_hidden="on"))
    root.refresh_from_db()
    assert (root.description, root.slug, root.is_hidden) == ("新的首页描述。", "", False)


@pytest.mark.clause("PAGE-10")
def test_a_topic_gets_its_picture(site, manager, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    topic = typed(is_topic="on", topic_starts_on="2026-06-01", topic_ends_on="2026-09-30", picture=picture())
    manager.post(f"{TREE}add/?parent={at(site, 'a').pk}", topic)
    made = at(site, "a/xin")
    assert made.topic_ends_on == date(2026, 9, 30)
    assert made.picture.name.startswith(f"topics/{site.code}/")
    assert made.picture.name.endswith(".png")
    assert "图片" not in made.picture.name


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"<html></html>", b"\x89PNG\r\n\x1a\n", b"GIF89a"],
)
def test_what_only_pretends_to_be_a_picture_is_refused(site, manager, content):
    page = manager.post(f"{TREE}add/?parent={at(site, 'a').pk}", typed(picture=picture(content)))
    assert page.status_code == 200
    assert "picture" in page.context["adminform"].form.errors
    assert "a/xin" not in paths(site)


def test_hiding_and_showing(site, manager):
    column = at(site, "a")
    manager.post(f"{TREE}{column.pk}/hide/")
    assert at(site, "a").is_hidden
    manager.post(f"{TREE}{column.pk}/show/")
    assert not at(site, "a").is_hidden
    assert manager.get(f"{TREE}{column.pk}/hide/").status_code == 405


def test_deleting_asks_first_and_says_why_not(site, manager):
    assert manager.get(f"{TREE}{at(site, 'a').pk}/delete/").status_code == 200
    page = manager.post(f"{TREE}{at(site, 'a').pk}/delete/", follow=True)
    assert "下级栏目" in page.content.decode()
    manager.post(f"{TREE}{at(site, 'a/a1').pk}/delete/")
    assert "a/a1" not in paths(site)


@pytest.mark.clause("PAGE-08")
def test_an_explanation_is_written_by_one_and_reviewed_by_another(site, signed_in):
    with all_sites():
        column = add(given.root(site), "fd", is_prescribed=True)
    address = f"{TREE}{column.pk}/explanation/"
    editor = signed_in(given.staff(role=Role.EDITOR, on=site))
    editor.post(address, {"text": "暂无此类信息。"})
    editor.post(address, {"approve": "1", "read": "暂无此类信息。"})
    assert at(site, "fd").explanation_reviewed_at is None
    reviewer = signed_in(given.staff(role=Role.REVIEWER_3, on=site))
    assert "栏目说明待审核" in reviewer.get("/admin/").content.decode()
    reviewer.post(address, {"approve": "1", "read": "别的说明。"})
    assert at(site, "fd").explanation_reviewed_at is None
    reviewer.post(address, {"approve": "1", "read": "暂无此类信息。"})
    assert at(site, "fd").explanation_reviewed_at is not None


@pytest.mark.clause("PAGE-07")
def test_a_set_is_applied_at_the_desk(site, manager):
    root = given.root(site)
    manager.post(reverse("admin:columns_column_apply_set"), {"root": root.pk, "name": "department"})
    assert {"zwgk/jgzn", "hdjl/zxts"} < set(paths(site))
    assert manager.get(TREE).status_code == 200


@pytest.mark.clause("PAGE-08")
def test_a_stale_column_warns_its_owner(site, signed_in):
    owner = given.staff(role=Role.EDITOR, on=site)
    Column.tree.filter(site=site, path="a").update(
        owner=owner, live_count=1, last_published_at=timezone.now() - timedelta(days=40)
    )
    assert "超过更新期限" in signed_in(owner).get("/admin/").content.decode()
    Column.tree.filter(site=site, path="a").update(last_published_at=timezone.now())
    assert "超过更新期限" not in signed_in(owner).get("/admin/").content.decode()


def test_the_tree_costs_the_same_queries_for_few_and_many_columns(site, manager):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert manager.get(TREE).status_code == 200
        return len(found)

    queries()
    few = queries()
    with all_sites():
        for n in range(20):
            add(given.root(site), f"n{n}")
    assert queries() == few


@pytest.mark.clause("META-02")
def test_the_table_of_types_is_extended_by_the_platform_administrator(site, signed_in):
    address = "/admin/columns/columntype/"
    assert signed_in(given.staff(role=Role.SITE_MANAGER, on=site)).get(address).status_code == 403
    admin = signed_in(given.staff(role=Role.PLATFORM_ADMIN))
    admin.post(f"{address}add/", {"name": "政府公报", "required_as": "", "rhythm_days": "31", "order": "200"})
    made = ColumnType.objects.get(name="政府公报")
    assert (made.is_standard, made.rhythm_days) == (False, 31)
    change = {"name": "改名", "required_as": "", "rhythm_days": "10", "order": "50"}
    admin.post(f"{address}工作动态/change/", change)
    changed = ColumnType.objects.get(name="工作动态")
    assert (changed.rhythm_days, changed.required_as) == (10, "工作动态"), "what the standard asks stays"
    assert not ColumnType.objects.filter(name="改名").exists()


def test_an_empty_form_finds_no_fault_with_types_that_nobody_chose(site, manager):
    answer = manager.post(f"{TREE}add/?parent={at(site, '').pk}", typed(name="", slug="", type="", further_types=[]))

    errors = answer.context["adminform"].form.errors
    assert "type" in errors
    assert "further_types" not in errors
