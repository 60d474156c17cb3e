"""Listing one item in further columns: one copy, one address, only where the person edits."""

import pytest

from accounts.roles import Role
from content.models import Placement
from tests import given, given_content
from tests.content.desk_client import at_desk, text_of, to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.fixture
def site():
    return given.site()


@pytest.fixture
def item(site):
    return given_content.live_item(site, title="防汛通知")


@pytest.mark.clause("RES-01", "LINK-01")
def test_an_item_listed_in_a_second_column_keeps_its_one_address(site, item):
    editor = given.staff(role=Role.EDITOR, on=site)
    second = given.column(site, name="应急管理")

    page = text_of(at_desk(editor).post(to("item_places", item.pk), {"add": second.pk}, follow=True))

    assert "已列入这个栏目" in page
    placement = Placement.objects.get(item=item, column=second)
    assert placement.is_live
    assert not placement.is_canonical


def test_a_listing_can_be_ended_again(site, item):
    editor = given.staff(role=Role.EDITOR, on=site)
    second = given.column(site)
    client = at_desk(editor)
    client.post(to("item_places", item.pk), {"add": second.pk})

    client.post(to("item_places", item.pk), {"remove": second.pk})

    assert not Placement.objects.filter(item=item, column=second).exists()


@pytest.mark.parametrize("whose", ["another_site", "not_their_column"])
def test_a_column_they_do_not_edit_is_neither_offered_nor_taken(site, item, whose):
    editor = given.staff(role=Role.EDITOR, on=item.column)
    target = given.column(given.site() if whose == "another_site" else site, name="他人栏目")
    client = at_desk(editor)

    offered = text_of(client.get(to("item_places", item.pk)))
    client.post(to("item_places", item.pk), {"add": target.pk})

    assert "他人栏目" not in offered
    assert not Placement.objects.filter(column=target).exists()


def test_a_stranger_finds_nothing(item):
    stranger = given.staff(role=Role.EDITOR, on=given.site())

    assert at_desk(stranger).get(to("item_places", item.pk)).status_code == 404
