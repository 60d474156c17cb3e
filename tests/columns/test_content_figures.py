"""The figures that decide what shows follow from what is live."""

import pytest
from django.utils import timezone

from columns import actions, content
from columns.actions import content_changed
from columns.content import Figures, figures
from content.models import Item, Placement
from tests import given
from tests.columns.build import add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]


def place(column, *, live=True, at=None):
    item = Item.objects.create(site=column.site, column=column, title="稿件", created_by=given.staff())
    return Placement.objects.create(
        site=column.site, item=item, column=column, is_live=live, published_at=at or timezone.now()
    )


@pytest.mark.clause("PAGE-08")
def test_recounting_follows_what_is_live():
    column = add(given.root(given.site()), "a")
    first = place(column)
    last = place(column)
    place(column, live=False)
    content_changed(column_ids=[column.pk])
    column.refresh_from_db()
    assert (column.live_count, column.last_published_at) == (2, last.published_at)

    Placement.objects.filter(pk__in=[first.pk, last.pk]).update(is_live=False)
    content_changed(column_ids=[column.pk, column.pk])
    column.refresh_from_db()
    assert (column.live_count, column.last_published_at) == (0, None)


def test_nothing_changed_and_unknown_ids_do_no_harm():
    content_changed(column_ids=[])
    content_changed(column_ids={987654321})


def test_several_rooms_may_keep_things_in_a_column(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(
        content, "_counters", {"a": lambda ids: {7: Figures(2, now)}, "b": lambda ids: {7: Figures(1, None)}}
    )
    assert figures([7, 8]) == {7: Figures(3, now), 8: Figures(0, None)}


def test_editing_a_column_keeps_its_figures():
    column = add(given.root(given.site()), "a")
    place(column)
    content_changed(column_ids=[column.pk])
    changed = actions.change_column(actor=None, column_id=column.pk, name="改名")
    assert changed.live_count == 1
