"""Tasks run at their times without a broker."""

from datetime import timedelta
from threading import Event

import pytest
from celery import Celery
from celery.schedules import crontab
from django.conf import settings

from govsite.celery import app as real_app
from govsite.timetable import follow, read_timetable

pytestmark = pytest.mark.django_db


@pytest.fixture
def app():
    return Celery("test", broker="memory://", set_as_current=False, fixups=[])  # no second logging set-up


def test_every_task_of_the_timetable_exists():
    entries = read_timetable(real_app, settings.CELERY_BEAT_SCHEDULE)

    assert {entry.name for entry in entries} == set(settings.CELERY_BEAT_SCHEDULE)


def test_an_unknown_task_is_named(app):
    with pytest.raises(KeyError, match="nobody.wrote_it"):
        read_timetable(app, {"x": {"task": "nobody.wrote_it", "schedule": timedelta(seconds=1)}})


def test_a_due_task_runs_and_a_distant_one_does_not(app):
    stopping, calls = Event(), []

    @app.task(name="often")
    def often(word):
        calls.append(word)
        if len(calls) == 3:
            stopping.set()

    @app.task(name="never")
    def never():
        calls.append("never")

    lines = {
        "often": {"task": "often", "schedule": timedelta(milliseconds=20), "args": ("now",)},
        "leap day": {"task": "never", "schedule": crontab(minute=0, hour=3, day_of_month=29, month_of_year=2)},
    }
    follow(read_timetable(app, lines), stopping)

    assert calls == ["now"] * 3


def test_a_failing_task_is_logged_and_the_others_go_on(app, caplog):
    stopping, calls = Event(), []

    @app.task(name="bad")
    def bad():
        raise ValueError("broken")

    @app.task(name="good")
    def good():
        calls.append("good")
        if len(calls) == 2:
            stopping.set()

    every = timedelta(milliseconds=20)
    follow(
        read_timetable(app, {"bad": {"task": "bad", "schedule": every}, "good": {"task": "good", "schedule": every}}),
        stopping,
    )

    assert calls == ["good", "good"]
    assert "Task bad failed" in caplog.text
