"""Two writers at once never share a number or lose a row."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from audit.log import record, verify
from audit.models import LogEntry

pytestmark = [pytest.mark.clause("SEC-03"), pytest.mark.django_db(transaction=True)]


def write(barrier, number, rows, errors):
    try:
        barrier.wait()
        for one in range(rows):
            record("a.b.c", new={"writer": number, "row": one})
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()


def test_two_writers_at_once_leave_one_whole_chain():
    errors, barrier = [], Barrier(2)
    writers = [Thread(target=write, args=(barrier, number, 50, errors)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    assert LogEntry.objects.count() == 100
    assert list(verify()) == []
