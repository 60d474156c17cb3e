"""Any single tampering with the log is found."""

import copy
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given as for_all
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from audit.log import Anchor, acting_from, faults, record, recording_refusals, verify
from audit.log.chain import SEALED_FIELDS, seal
from audit.log.models import AppendOnly
from audit.models import LogEntry, LogHead
from sites.errors import NotAllowed
from tests import given

pytestmark = pytest.mark.clause("SEC-03")

TAMPERINGS = {
    "sequence": lambda value: value + 7,
    "at": lambda value: value + timedelta(microseconds=1),
    "actor_id": lambda value: (value or 0) + 1,
    "site_id": lambda value: (value or 0) + 1,
    "old": lambda value: {**value, "x": 1},
    "new": lambda value: {**value, "x": None},
}


def chain(length):
    """A sealed chain and its head, without a database."""
    rows, previous = [], ""
    for number in range(1, length + 1):
        row = LogEntry(
            sequence=number, at=timezone.now(), actor_name="李文", verb="content.item.save",
            old={"title": "旧"}, new={"title": f"新{number}", "n": number}, previous_digest=previous,
        )  # fmt: skip
        row.digest = previous = seal(row)
        rows.append(row)
    return rows, LogHead(pk=1, sequence=length, digest=previous)


def found(rows, head):
    return list(faults(sorted(rows, key=lambda one: one.sequence), head))


@for_all(length=st.integers(0, 12))
@hypothesis_settings(max_examples=15)
def test_an_untouched_chain_has_no_fault(length):
    assert found(*chain(length)) == []


@for_all(data=st.data(), length=st.integers(1, 10))
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_altered_field_of_any_row_is_found(data, length):
    rows, head = chain(length)
    row = data.draw(st.sampled_from(rows))
    name = data.draw(st.sampled_from((*SEALED_FIELDS, "digest")))
    tamper = TAMPERINGS.get(name, lambda value: f"{value}改")
    setattr(row, name, tamper(getattr(row, name)))
    assert found(rows, head)


@for_all(data=st.data(), length=st.integers(1, 10))
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_removed_row_is_found(data, length):
    rows, head = chain(length)
    rows.pop(data.draw(st.integers(0, length - 1)))
    assert found(rows, head)


@for_all(data=st.data(), length=st.integers(2, 10))
@hypothesis_settings(max_examples=60, deadline=None)
def test_swapped_rows_are_found(data, length):
    rows, head = chain(length)
    one, other = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique_by=id))
    one.sequence, other.sequence = other.sequence, one.sequence
    assert found(rows, head)


@for_all(data=st.data(), length=st.integers(1, 10))
@hypothesis_settings(max_examples=60, deadline=None)
def test_an_inserted_row_is_found_even_if_well_sealed(data, length):
    rows, head = chain(length)
    place = data.draw(st.integers(0, length))
    forged = copy.copy(rows[min(place, length - 1)])
    forged.sequence = place + 1
    forged.previous_digest = rows[place - 1].digest if place else ""
    forged.new = {"title": "伪造"}
    forged.digest = seal(forged)
    for row in rows[place:]:
        row.sequence += 1
    assert list(faults([*rows[:place], forged, *rows[place:]], head))


@for_all(data=st.data(), length=st.integers(1, 10))
@hypothesis_settings(max_examples=40, deadline=None)
def test_a_cut_off_tail_is_found(data, length):
    rows, head = chain(length)
    assert found(rows[: data.draw(st.integers(0, length - 1))], head)


def test_rows_without_a_head_are_found():
    rows, _head = chain(3)
    assert found(rows, None)


def test_a_chain_rebuilt_as_a_whole_is_found_by_an_anchor_kept_elsewhere():
    rows, head = chain(3)
    anchor = Anchor(3, head.digest)
    rows[0].new, previous = {"title": "改写"}, ""
    for row in rows:
        row.previous_digest = previous
        row.digest = previous = seal(row)
    head.digest = previous
    assert found(rows, head) == []
    assert [fault.sequence for fault in faults(rows, head, anchor=anchor)] == [3]


@pytest.mark.django_db
class TestRecord:
    def test_a_row_says_who_when_from_where_what_on_what_old_and_new(self):
        user, site = given.staff(name="李文"), given.site(name="云岭省教育厅")
        with acting_from("10.1.2.3", "web"):
            record("sites.site.change", site, actor=user, old={"name": "甲"}, new={"name": "乙"}, reason="更名")
        row = LogEntry.objects.get()
        assert (row.actor, row.actor_name, row.address, row.channel) == (user, "李文", "10.1.2.3", "web")
        assert (row.object_type, row.object_id, row.object_name) == ("gov_sites.site", str(site.pk), "云岭省教育厅")
        assert (row.site_id, row.old, row.new, row.result) == (site.pk, {"name": "甲"}, {"name": "乙"}, "ok")

    def test_whatever_is_recorded_reads_back_as_it_was_sealed(self):
        values = {
            "zero": 0, "float": 1e5, "minus": -0.0, "huge": 2**70, "none": None, "yes": True, "text": "a\x00b\ud800",
            "at": timezone.now(), "list": [1.50, {"b": 1, "a": 2}], "line": "一行\n二行\u2028", "set": {3, 1}, 5: "key",
        }  # fmt: skip
        record("a.b.c", old=values, new=values, reason="x\x00")
        assert list(verify()) == []

    def test_a_rolled_back_act_leaves_no_row_and_the_chain_whole(self):
        record("a.b.c")
        with suppress(RuntimeError), transaction.atomic():
            record("a.b.d")
            raise RuntimeError
        record("a.b.e")
        assert [row.verb for row in LogEntry.objects.order_by("sequence")] == ["a.b.c", "a.b.e"]
        assert list(verify()) == []

    def test_a_refused_act_is_recorded_although_its_transaction_is_rolled_back(self):
        user = given.staff()
        with (
            suppress(NotAllowed),
            recording_refusals(NotAllowed, verb="a.b.c", actor=user),
            transaction.atomic(),
        ):
            record("a.b.c", actor=user)
            raise NotAllowed
        row = LogEntry.objects.get()
        assert (row.result, row.reason, row.actor) == ("refused", str(NotAllowed()), user)

    def test_the_program_cannot_change_a_row(self):
        row = record("a.b.c")
        for attempt in (
            row.save,
            row.delete,
            LogEntry.objects.all().delete,
            lambda: LogEntry.objects.update(verb="x"),
            lambda: LogEntry.objects.bulk_update([row], ["verb"]),
            lambda: LogEntry.objects.bulk_create([LogEntry()]),
        ):
            with pytest.raises(AppendOnly):
                attempt()

    @pytest.mark.parametrize("statement", ["UPDATE audit_logentry SET verb = 'x'", "DELETE FROM audit_logentry"])
    def test_the_database_refuses_it_too(self, statement, database_guard):
        record("a.b.c")
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert list(verify()) == []

    def test_a_row_altered_behind_the_programs_back_is_named(self, without_database_guard):
        for number in range(5):
            record("a.b.c", new={"n": number})
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_logentry SET reason = 'x' WHERE sequence = 3")
        assert [fault.sequence for fault in verify()] == [3]
        assert list(verify(start=4)) == []
