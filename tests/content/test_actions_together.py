"""Two people at the same moment: one wins, the other is told, nothing is mixed up."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.models import User
from content.actions import approve, import_item, publish_due, recall, save_draft, send_back, withdraw
from content.models import Item, ItemKind, Placement, ReviewStep, Revision, State
from sites.errors import Stale, WrongState
from sites.scoping import all_sites
from tests import given, given_content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.clause("ORG-04")]


@pytest.fixture(autouse=True)
def _only_postgres():
    if connection.vendor != "postgresql":
        pytest.skip("needs a database with row locks")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run ``acts`` in threads that start together; results and exceptions in their order."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n: int) -> None:
        try:
            with all_sites():
                barrier.wait(10)
                results[n] = acts[n]()
        except Exception as error:
            results[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
        assert not one.is_alive()
    return results


def waiting(state: State = State.REVIEW_1, **values) -> tuple[Item, dict[str, User]]:
    with all_sites():
        site = given.site()
        desk = given.desk(site)
        return given_content.draft_item(site, author=desk["editor"], state=state, **values), desk


@pytest.mark.parametrize("_again", range(5))
def test_approve_and_return_of_one_item_exactly_one_wins(_again):
    item, desk = waiting()
    colleague = given.staff(role=given.Role.REVIEWER_1, on=item.site)
    seen = {"item_id": item.pk, "version": item.version}
    results = at_once(
        lambda: approve(actor=desk["reviewer_1"], digest=item.head.digest, **seen),
        lambda: send_back(actor=colleague, reason="补充数据", **seen),
        lambda: recall(actor=desk["editor"], **seen),
    )
    won = [one for one in results if isinstance(one, Item)]
    lost = [one for one in results if isinstance(one, WrongState)]
    assert (len(won), len(lost)) == (1, 2)
    with all_sites():
        stored = Item.objects.get(pk=item.pk)
        assert (stored.state, stored.version) == (won[0].state, item.version + 1)
        assert ReviewStep.objects.filter(item=item, verb__in=["approve", "return", "recall"]).count() == 1


def test_two_editors_saving_at_once_lose_nothing():
    item, desk = waiting(State.DRAFT)
    colleague = given.staff(role=given.Role.EDITOR, on=item.site)
    results = at_once(
        *(
            lambda who=who, title=title: save_draft(
                actor=who, item_id=item.pk, base_version=item.version, draft=given_content.draft(title=title)
            )
            for who, title in ((desk["editor"], "甲"), (colleague, "乙"))
        )
    )
    assert sorted(type(one).__name__ for one in results) == [Item.__name__, Stale.__name__]
    assert list(Revision.objects.filter(item_id=item.pk).values_list("number", flat=True)) == [2, 1]


def test_two_processes_publish_what_is_due_once():
    due = timezone.now() - timedelta(minutes=1)
    items = []
    for _n in range(4):
        item, desk = waiting(State.SCHEDULED, publish_at=due)
        with all_sites():
            given_content.step(item, "sign", desk["reviewer_3"], level=3)
        items.append(item)
    results = at_once(publish_due, publish_due, publish_due)
    assert sum(results) == 4
    with all_sites():
        assert Placement.objects.live().count() == 4
        assert ReviewStep.objects.filter(verb="publish").count() == 4


def test_taking_down_and_publishing_at_once_never_leaves_it_half_shown():
    for _again in range(5):
        item, desk = waiting(State.SCHEDULED, publish_at=timezone.now() - timedelta(minutes=1))
        with all_sites():
            given_content.step(item, "sign", desk["reviewer_3"], level=3)
        at_once(
            publish_due, lambda item=item, desk=desk: withdraw(actor=desk["editor"], item_id=item.pk, reason="有误")
        )
        with all_sites():
            stored = Item.objects.get(pk=item.pk)
            assert (stored.state, stored.live_revision) == (State.WITHDRAWN, None)
            assert not stored.placements.filter(is_live=True).exists()


def test_two_imports_of_one_key_add_one_item():
    with all_sites():
        site = given.site()
        signer, column = given.desk(site)["reviewer_3"], given.column(site)
    values = {
        "signer": signer, "column": column, "kind": ItemKind.LAW, "draft": given_content.draft(),
        "imported_from": "flk", "import_key": "1",
    }  # fmt: skip
    results = at_once(*(lambda: import_item(**values),) * 3)
    assert sorted(type(one).__name__ for one in results) == ["Item", "NoneType", "NoneType"]
    with all_sites():
        assert Item.objects.count() == 1
