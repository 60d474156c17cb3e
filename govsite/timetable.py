"""Run the tasks of ``CELERY_BEAT_SCHEDULE`` at their times, in this process, without a broker.

The embedded profile's stand-in for a Celery worker and beat. Nothing is lost
by it: each task finds its own work in the database and claims it row by row,
so a run that was missed or cut short is made good by the next one.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any

from celery import Celery
from celery.schedules import BaseSchedule, maybe_schedule
from django.db import close_old_connections

logger = logging.getLogger(__name__)

LONGEST_SLEEP = 5.0


@dataclass
class Entry:
    """One line of the timetable."""

    name: str
    task: Any
    schedule: BaseSchedule
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    last_run_at: datetime

    def run_if_due(self) -> float:
        """Run the task if its time has come; return the seconds until it wants to be asked again."""
        due, seconds = self.schedule.is_due(self.last_run_at)
        if due:
            self.last_run_at = self.schedule.now()
            run(self)
        return seconds


def read_timetable(app: Celery, lines: Mapping[str, Mapping[str, Any]]) -> list[Entry]:
    """Turn ``CELERY_BEAT_SCHEDULE`` into entries. Raises KeyError naming a task that does not exist."""
    app.loader.import_default_modules()
    entries = []
    for name, line in lines.items():
        schedule = maybe_schedule(line["schedule"], app=app)
        entries.append(
            Entry(
                name=name,
                task=app.tasks[line["task"]],
                schedule=schedule,
                arguments=tuple(line.get("args", ())),
                keywords=dict(line.get("kwargs", {})),
                last_run_at=schedule.now(),
            )
        )
    return entries


def run(entry: Entry) -> None:
    """Run one task to its end; a failure is logged and the timetable goes on."""
    close_old_connections()
    try:
        entry.task.apply(args=entry.arguments, kwargs=entry.keywords, throw=True)
    except Exception:
        logger.exception("Task %s failed; it runs again at its next time", entry.name)
    finally:
        close_old_connections()


def follow(entries: Iterable[Entry], stopping: Event) -> None:
    """Run the timetable until ``stopping`` is set; the task at hand is always finished first."""
    entries = list(entries)
    pause = 0.0
    while not stopping.wait(pause):
        pause = LONGEST_SLEEP
        for entry in entries:
            if stopping.is_set():
                return
            pause = min(pause, max(entry.run_if_due(), 0.1))
