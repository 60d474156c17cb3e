"""The whole way of one item, from the editor's desk to the citizen's screen."""

import pytest

from content.actions import approve, create_item, submit
from content.models import Item, ItemKind, Placement, State
from sites.scoping import all_sites
from tests import given, given_content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


@pytest.mark.clause("ORG-04", "RES-01")
def test_an_item_passes_three_levels_and_is_public():
    site = given.site()
    desk = given.desk(site)
    column = given.column(site)
    item = create_item(actor=desk["editor"], column=column, kind=ItemKind.NEWS, draft=given_content.draft())
    item = submit(actor=desk["editor"], item_id=item.pk, version=item.version)

    for level in ("reviewer_1", "reviewer_2", "reviewer_3"):
        assert not Placement.objects.live().exists()
        item = approve(actor=desk[level], item_id=item.pk, version=item.version, digest=item.head.digest)

    assert item.state == State.PUBLISHED
    assert item.live_revision == item.head
    placement = Placement.objects.live().get()
    assert (placement.column, placement.published_at) == (column, item.first_published_at)
    assert [step.verb for step in item.steps.all()] == ["create", "submit", "approve", "approve", "sign"]


def test_what_is_returned_is_what_the_database_holds():
    with all_sites():
        site = given.site()
        editor = given.desk(site)["editor"]
        item = create_item(
            actor=editor, column=given.column(site), kind=ItemKind.NEWS, draft=given_content.draft(title="标题")
        )
    stored = Item.objects.get(pk=item.pk)
    assert (item.version, item.state, item.head_id) == (stored.version, stored.state, stored.head_id)
