"""Publication at a set time: once, never early, whoever asks and however often."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from audit.log.models import LogEntry
from content.actions import approve, publish_due, submit, withdraw
from content.models import Item, Placement, Revision, State
from content.tasks import publish_due_items
from sites.scoping import all_sites
from tests import given, given_content

pytestmark = pytest.mark.django_db
NOON = timezone.datetime(2026, 11, 20, 12, 0, tzinfo=timezone.get_default_timezone())


def scheduled(*, at=NOON + timedelta(hours=2)):
    """An item signed at noon for ``at``, and its desk."""
    with all_sites(), time_machine.travel(NOON, tick=False):
        site = given.site(review_levels=1)
        desk = given.desk(site)
        item = given_content.draft_item(site, author=desk["editor"])
        item = submit(actor=desk["editor"], item_id=item.pk, version=item.version, publish_at=at)
        item = approve(actor=desk["reviewer_3"], item_id=item.pk, version=item.version, digest=item.head.digest)
    return item, desk


def stored(item) -> Item:
    with all_sites():
        return Item.objects.get(pk=item.pk)


def live_places() -> int:
    with all_sites():
        return Placement.objects.live().count()


@pytest.mark.clause("MECH-09")
def test_it_waits_for_its_time_and_is_published_once():
    item, _desk = scheduled()
    assert stored(item).state == State.SCHEDULED
    assert publish_due(now=NOON + timedelta(minutes=119)) == 0
    assert live_places() == 0
    due = NOON + timedelta(hours=2)
    assert (publish_due(now=due), publish_due(now=due)) == (1, 0)
    published = stored(item)
    assert (published.state, published.first_published_at, published.publish_at) == (State.PUBLISHED, due, None)
    assert live_places() == 1


@pytest.mark.clause("SEC-03")
def test_the_history_says_that_the_system_did_it():
    item, _desk = scheduled()
    publish_due(now=NOON + timedelta(hours=3))
    with all_sites():
        step = item.steps.last()
    assert (step.verb, step.actor, step.from_state) == ("publish", None, State.SCHEDULED)
    entry = LogEntry.objects.get(verb="content.item.publish")
    assert (entry.actor, entry.new["digest"]) == (None, item.head.digest)


def test_the_live_revision_stays_until_the_new_one_is_due():
    item, desk = scheduled()
    publish_due(now=NOON + timedelta(hours=3))
    from content.actions import save_draft

    with all_sites(), time_machine.travel(NOON + timedelta(hours=4), tick=False):
        item = stored(item)
        old = item.live_revision_id
        draft = given_content.draft(title="更正")
        item = save_draft(actor=desk["editor"], item_id=item.pk, base_version=item.version, draft=draft)
        later = NOON + timedelta(days=1)
        item = submit(actor=desk["editor"], item_id=item.pk, version=item.version, publish_at=later)
        item = approve(actor=desk["reviewer_3"], item_id=item.pk, version=item.version, digest=item.head.digest)
        assert (item.state, item.live_revision_id) == (State.SCHEDULED, old)
    publish_due(now=later)
    assert stored(item).live_revision_id == item.head_id


def test_signing_after_the_set_time_publishes_at_once():
    with all_sites():
        site = given.site(review_levels=1)
        desk = given.desk(site)
        item = given_content.draft_item(site, author=desk["editor"])
        with time_machine.travel(NOON, tick=False):
            item = submit(
                actor=desk["editor"], item_id=item.pk, version=item.version, publish_at=NOON + timedelta(hours=1)
            )
        with time_machine.travel(NOON + timedelta(hours=2), tick=False):
            item = approve(actor=desk["reviewer_3"], item_id=item.pk, version=item.version, digest=item.head.digest)
    assert (item.state, item.first_published_at) == (State.PUBLISHED, NOON + timedelta(hours=2))


def test_what_was_taken_back_is_not_published():
    item, desk = scheduled()
    with all_sites():
        withdraw(actor=desk["editor"], item_id=item.pk, reason="推迟")
    assert publish_due(now=NOON + timedelta(days=1)) == 0
    assert live_places() == 0


def test_a_text_altered_in_the_database_is_not_published_and_stops_no_other():
    altered, _desk = scheduled()
    good, _desk = scheduled()
    Revision.objects.filter(pk=altered.head_id).update(body="<p>改动</p>")
    assert publish_due(now=NOON + timedelta(hours=3)) == 1
    assert (stored(altered).state, stored(good).state) == (State.SCHEDULED, State.PUBLISHED)


def test_what_nobody_signed_is_not_published():
    with all_sites():
        item = given_content.draft_item(given.site(), state=State.SCHEDULED, publish_at=NOON)
    assert publish_due(now=NOON) == 0
    assert stored(item).state == State.SCHEDULED


def test_task_and_command_do_the_same(capsys):
    for act in (publish_due_items, lambda: call_command("publish_due")):
        item, _desk = scheduled()
        with time_machine.travel(NOON + timedelta(hours=3), tick=False):
            act()
        assert stored(item).state == State.PUBLISHED
    assert "已发布 1 篇" in capsys.readouterr().out


def test_nothing_due_costs_one_query(django_assert_num_queries):
    scheduled()
    with django_assert_num_queries(1):
        publish_due(now=NOON)
