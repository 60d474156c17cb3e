"""Several people at once: threads with their own connections, on both databases."""

import random
from contextlib import nullcontext
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from columns import actions
from columns.actions import locking
from columns.models import Column
from columns.trees import faults
from content.models import Item, Placement
from sites.errors import Refused
from sites.scoping import all_sites
from tests import given
from tests.columns.build import add

pytestmark = pytest.mark.django_db(transaction=True)

on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets in one writer at a time")


@pytest.fixture
def branches():
    """A site with four branches of four columns each."""
    site = given.site()
    with all_sites():
        for slug in "abcd":
            top = add(given.root(site), slug)
            for n in range(3):
                add(top, f"{slug}{n}")
    return site


def together(*jobs):
    """Run ``jobs`` at the same moment, each in a thread of its own; raise the first error."""
    barrier, errors = Barrier(len(jobs)), []

    def run(job):
        try:
            barrier.wait(timeout=20)
            with all_sites():
                job()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    if errors:
        raise errors[0]


def random_moves(site, seed, times=25):
    choose = random.Random(seed)

    def job():
        for _ in range(times):
            ids = list(Column.tree.filter(site=site, parent__isnull=False).values_list("pk", flat=True))
            try:
                actions.move_column(actor=None, column_id=choose.choice(ids), parent_id=choose.choice(ids))
            except Refused:
                continue

    return job


def test_two_people_moving_branches_leave_a_valid_tree(branches):
    together(random_moves(branches, 1), random_moves(branches, 2))
    with all_sites():
        assert faults(branches) == []
        assert Column.tree.filter(site=branches).count() == 17


@on_postgres
def test_without_the_lock_the_tree_would_break(branches, monkeypatch):
    """The test above can fail: with the lock taken out, the same moves corrupt the tree."""
    monkeypatch.setattr(locking, "lock_sites", lambda ids: None)
    for seed in range(0, 20, 2):
        try:
            together(random_moves(branches, seed), random_moves(branches, seed + 1))
        except Exception:
            return
        with all_sites():
            if faults(branches):
                return
    pytest.fail("no race in ten rounds: does the test still do what it says?")


def test_two_people_adding_and_deleting_leave_a_valid_tree(branches):
    def grow(prefix):
        def job():
            for n in range(8):
                made = add(given.root(branches), f"{prefix}{n}")
                if n % 2:
                    actions.delete_column(actor=None, column_id=made.pk)

        return job

    together(grow("x"), grow("y"))
    with all_sites():
        assert faults(branches) == []
        assert Column.tree.filter(site=branches).count() == 17 + 8


def test_a_root_is_made_once_by_two_at_a_time():
    site = given.site()
    with all_sites():
        Column.tree.filter(site=site).delete()
    together(*[lambda: actions.create_root(site=site)] * 2)
    with all_sites():
        assert Column.tree.filter(site=site).count() == 1


def test_figures_lose_nothing_when_two_publish_at_once(branches):
    with all_sites():
        column = Column.tree.get(site=branches, slug="a")
        author = given.staff()

    def publish():
        from django.db import transaction

        for _ in range(6):
            with transaction.atomic():
                item = Item.objects.create(site=branches, column=column, title="稿件", created_by=author)
                Placement.objects.create(
                    site=branches, item=item, column=column, is_live=True, published_at=timezone.now()
                )
                actions.content_changed(column_ids=[column.pk])

    with nullcontext():
        together(publish, publish, random_moves(branches, 5, times=10))
    with all_sites():
        column.refresh_from_db()
        assert column.live_count == 12
        assert faults(branches) == []
