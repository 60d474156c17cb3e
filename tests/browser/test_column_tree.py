"""A manager arranges the columns with a real mouse."""

import pytest

from accounts.roles import Role
from columns.models import Column
from columns.trees import faults
from sites.scoping import all_sites
from tests import given
from tests.columns.build import add


@pytest.fixture
def site(server):
    site = given.site()
    with all_sites():
        for slug in "abc":
            add(add(given.root(site), slug), f"{slug}1")
    return site


def row(page, site, path):
    return page.locator(f"#column-{Column.tree.get(site=site, path=path).pk}")


def drag(page, row_from, row_to, part):
    """Drag by the handle to ``part`` (0 top … 1 bottom) of another row, in several steps as a hand does."""
    start, end = row_from.locator(".gc-handle").bounding_box(), row_to.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 12)
    page.mouse.down()
    for step in (0.3, 0.7, 1):
        to = end["y"] + end["height"] * part
        page.mouse.move(start["x"] + 60, start["y"] + (to - start["y"]) * step)
    with page.expect_navigation():
        page.mouse.up()


def test_rows_are_dragged_beside_and_below_others(site, new_person, sign_in, platform_url):
    page = sign_in(new_person(), given.staff(role=Role.SITE_MANAGER, on=site))
    page.goto(platform_url("/admin/columns/column/"))

    drag(page, row(page, site, "c"), row(page, site, "a"), 0.1)
    drag(page, row(page, site, "a/a1"), row(page, site, "b"), 0.5)

    found = Column.tree.filter(site=site, parent__isnull=False).order_by("lft").values_list("path", flat=True)
    assert list(found) == ["c", "c/c1", "a", "b", "b/b1", "b/a1"]
    with all_sites():
        assert faults(site) == []


def test_the_tree_fits_a_phone_and_needs_no_dragging(site, new_person, sign_in, platform_url):
    page = sign_in(new_person(width=375), given.staff(role=Role.SITE_MANAGER, on=site))
    page.goto(platform_url("/admin/columns/column/"))
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    with page.expect_navigation():
        row(page, site, "b").get_by_role("button", name="上移").click()
    assert Column.tree.filter(site=site, level=1).order_by("lft").first().path == "b"
