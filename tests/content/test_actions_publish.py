"""What citizens see: publication, taking down, further columns, and that no date is ever refreshed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.log.models import LogEntry
from columns.models import Column
from content import signals
from content.actions import approve, place, save_draft, submit, unplace, withdraw
from content.models import Item, Placement, State
from sites.errors import Invalid, NotAllowed, NotFound, WrongState
from tests import given, given_content
from tests.given import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscoped")]
NOON = timezone.datetime(2026, 11, 20, 12, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def desk():
    site = given.site(review_levels=1)
    return type("Desk", (), given.desk(site) | {"site": site, "column": given.column(site)})


@pytest.fixture
def heard():
    """Everything the signals said: (name, item id, placements)."""
    said = []
    listeners = []
    for name in ("published", "withdrawn", "changed"):

        def listen(item_id, placements, name=name, **_rest):
            said.append((name, item_id, placements))

        getattr(signals, name).connect(listen)
        listeners.append((name, listen))
    yield said
    for name, listen in listeners:
        getattr(signals, name).disconnect(listen)


def signed(desk, item) -> Item:
    item = submit(actor=desk.editor, item_id=item.pk, version=item.version)
    return approve(actor=desk.reviewer_3, item_id=item.pk, version=item.version, digest=item.head.digest)


def changed_and_signed(desk, item, title="修改稿") -> Item:
    item = save_draft(
        actor=desk.editor, item_id=item.pk, base_version=item.version, draft=given_content.draft(title=title)
    )
    return signed(desk, item)


# --- publication -----------------------------------------------------------------------


@pytest.mark.clause("RES-01", "SEC-03")
def test_the_signature_publishes_in_every_column_and_tells_it_after_the_commit(
    desk, heard, django_capture_on_commit_callbacks
):
    second = given.column(desk.site)
    item = given_content.draft_item(desk.site, column=desk.column, author=desk.editor)
    item = place(actor=desk.editor, item_id=item.pk, column_id=second.pk)
    with django_capture_on_commit_callbacks(execute=True):
        item = signed(desk, item)
        assert heard == []
    assert heard == [("published", item.pk, [(desk.site.pk, desk.column.pk), (desk.site.pk, second.pk)])]
    assert Placement.objects.live().filter(published_at=item.first_published_at).count() == 2
    assert LogEntry.objects.get(verb="content.item.sign").new["digest"] == item.live_revision.digest


def test_the_columns_learn_what_hangs_in_them(desk):
    item = signed(desk, given_content.draft_item(desk.site, column=desk.column, author=desk.editor))
    column = Column.tree.get(pk=desk.column.pk)
    assert (column.live_count, column.last_published_at) == (1, item.first_published_at)
    withdraw(actor=desk.editor, item_id=item.pk, reason="有误")
    column.refresh_from_db()
    assert (column.live_count, column.last_published_at) == (0, None)


@pytest.mark.clause("MECH-09")
def test_publishing_a_correction_shows_the_new_text_under_the_old_date(desk):
    with time_machine.travel(NOON, tick=False):
        item = signed(desk, given_content.draft_item(desk.site, column=desk.column, author=desk.editor))
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        item = changed_and_signed(desk, item)
    assert item.live_revision.title == "修改稿"
    assert item.first_published_at == NOON
    assert item.placements.get().published_at == NOON


@pytest.mark.clause("MECH-09", "LINK-01")
def test_withdrawing_and_publishing_again_refreshes_no_date_and_no_address(desk):
    with time_machine.travel(NOON, tick=False):
        item = signed(desk, given_content.draft_item(desk.site, column=desk.column, author=desk.editor))
        address = item.placements.get().get_absolute_url()
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        item = withdraw(actor=desk.editor, item_id=item.pk, reason="核对")
        item = changed_and_signed(desk, item)
    assert item.first_published_at == NOON
    assert item.placements.get().get_absolute_url() == address


@pytest.mark.clause("MECH-09")
def test_a_further_column_has_its_own_date_and_the_item_keeps_its_own(desk):
    with time_machine.travel(NOON, tick=False):
        item = signed(desk, given_content.draft_item(desk.site, column=desk.column, author=desk.editor))
    second = given.column(desk.site)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        item = place(actor=desk.editor, item_id=item.pk, column_id=second.pk)
    assert item.placements.get(column=second).published_at == NOON + timedelta(days=1)
    assert item.first_published_at == NOON


# --- taking down ------------------------------------------------------------------------


@pytest.mark.clause("SEC-03")
@pytest.mark.parametrize("who", ["editor", "reviewer_1", "reviewer_2", "reviewer_3", "manager"])
def test_one_person_takes_it_down_everywhere_at_once(desk, who, heard, django_capture_on_commit_callbacks):
    item = given_content.live_item(desk.site, column=desk.column, author=desk.editor)
    given_content.listed(item, given.column(desk.site))
    with django_capture_on_commit_callbacks(execute=True):
        item = withdraw(actor=getattr(desk, who), item_id=item.pk, reason=" 有误 ")
    assert (item.state, item.live_revision, item.is_gone) == (State.WITHDRAWN, None, True)
    assert not Placement.objects.live().exists()
    assert [(name, item_id, len(places)) for name, item_id, places in heard] == [("withdrawn", item.pk, 2)]
    assert LogEntry.objects.get(verb="content.item.withdraw").reason == "有误"


@pytest.mark.clause("ORG-04")
@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.AUDITOR])
def test_the_platforms_people_take_nothing_down(desk, role):
    item = given_content.live_item(desk.site, column=desk.column)
    with pytest.raises(NotFound):
        withdraw(actor=given.staff(role=role), item_id=item.pk, reason="有误")
    assert Placement.objects.live().exists()


def test_taking_down_needs_a_reason(desk):
    item = given_content.live_item(desk.site, column=desk.column)
    with pytest.raises(Invalid) as refusal:
        withdraw(actor=desk.editor, item_id=item.pk, reason=" ")
    assert list(refusal.value.fields) == ["reason"]
    assert Placement.objects.live().exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.REVIEW_1, State.WITHDRAWN])
def test_what_is_not_public_is_not_taken_down(desk, state):
    item = given_content.draft_item(desk.site, column=desk.column, state=state)
    with pytest.raises(WrongState):
        withdraw(actor=desk.editor, item_id=item.pk, reason="有误")


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEW_1, State.RETURNED])
def test_a_live_item_is_taken_down_even_while_a_new_revision_is_on_its_way(desk, state):
    item = given_content.live_item(desk.site, column=desk.column)
    Item.objects.filter(pk=item.pk).update(state=state)
    assert withdraw(actor=desk.editor, item_id=item.pk, reason="有误").state == State.WITHDRAWN
    assert not Placement.objects.live().exists()


def test_a_signed_item_is_stopped_before_its_time(desk, heard, django_capture_on_commit_callbacks):
    item = given_content.draft_item(
        desk.site, column=desk.column, state=State.SCHEDULED, publish_at=timezone.now() + timedelta(hours=1)
    )
    with django_capture_on_commit_callbacks(execute=True):
        item = withdraw(actor=desk.editor, item_id=item.pk, reason="推迟")
    assert (item.state, item.publish_at, item.is_gone) == (State.WITHDRAWN, None, False)
    assert heard == []


# --- further columns ---------------------------------------------------------------------


@pytest.mark.clause("LINK-01")
def test_a_further_column_lists_the_item_at_its_one_address(desk, heard, django_capture_on_commit_callbacks):
    item = given_content.live_item(desk.site, column=desk.column)
    second = given.column(desk.site)
    with django_capture_on_commit_callbacks(execute=True):
        item = place(actor=desk.editor, item_id=item.pk, column_id=second.pk)
    added = item.placements.get(column=second)
    assert (added.is_live, added.is_canonical) == (True, False)
    assert heard == [("changed", item.pk, [(desk.site.pk, second.pk)])]
    assert item.placements.filter(is_canonical=True).count() == 1


def test_placing_twice_changes_nothing(desk):
    item = given_content.live_item(desk.site, column=desk.column)
    second = given.column(desk.site)
    item = place(actor=desk.editor, item_id=item.pk, column_id=second.pk)
    assert place(actor=desk.editor, item_id=item.pk, column_id=second.pk).version == item.version
    assert item.placements.count() == 2


def test_a_column_lists_it_no_longer(desk, heard, django_capture_on_commit_callbacks):
    item = given_content.live_item(desk.site, column=desk.column)
    second = given.column(desk.site)
    given_content.listed(item, second)
    with django_capture_on_commit_callbacks(execute=True):
        unplace(actor=desk.editor, item_id=item.pk, column_id=second.pk)
    assert [one.column for one in item.placements.all()] == [desk.column]
    assert heard == [("changed", item.pk, [(desk.site.pk, second.pk)])]


def test_the_main_place_cannot_be_taken_away(desk):
    item = given_content.live_item(desk.site, column=desk.column)
    with pytest.raises(Invalid):
        unplace(actor=desk.editor, item_id=item.pk, column_id=desk.column.pk)


def test_columns_of_other_sites_the_home_page_and_nonsense_are_not_found(desk):
    item = given_content.live_item(desk.site, column=desk.column)
    other = given.site()
    given.grant(desk.editor, Role.EDITOR, other)
    for column_id in (given.column(other).pk, given.root(desk.site).pk, 10**9):
        for act in (place, unplace):
            with pytest.raises(NotFound):
                act(actor=desk.editor, item_id=item.pk, column_id=column_id)


def test_an_editor_lists_nothing_in_a_column_that_is_not_theirs(desk):
    editor = given.staff(role=Role.EDITOR, on=desk.column)
    item = given_content.live_item(desk.site, column=desk.column)
    with pytest.raises(NotAllowed):
        place(actor=editor, item_id=item.pk, column_id=given.column(desk.site).pk)


def test_a_deaf_listener_stops_nobody(desk, django_capture_on_commit_callbacks, heard):
    def broken(**_rest):
        raise RuntimeError

    signals.published.connect(broken)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            item = signed(desk, given_content.draft_item(desk.site, column=desk.column, author=desk.editor))
    finally:
        signals.published.disconnect(broken)
    assert item.state == State.PUBLISHED
    assert [name for name, *_rest in heard] == ["published"]
