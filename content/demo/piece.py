"""One finished item of the demo, before it goes into the library."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from content.draft import Facts
from content.models import ItemKind

REACH_BACK = 300  # days
OPENING, CLOSING = 8 * 60 + 40, 17 * 60 + 50  # minutes of the day in which offices publish


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment: name with ending, and its bytes."""

    name: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What an editor would have typed in. ``path`` is the column, ``key`` tells it apart for ever."""

    key: str
    path: str
    kind: ItemKind
    title: str
    body: str
    at: datetime
    source: str
    short_title: str = ""
    summary: str = ""
    keywords: str = ""
    theme: str = ""
    author: str = ""
    facts: Facts | None = None
    picture: int | None = None
    files: tuple[File, ...] = ()


class Calendar:
    """Times of publication: working hours of past days, the same for the same dice."""

    def __init__(self, now: datetime) -> None:
        self.today = timezone.localdate(now)

    def at(self, day: date, dice: Random) -> datetime:
        """A minute within office hours of ``day``."""
        minute = dice.randint(OPENING, CLOSING)
        return timezone.make_aware(datetime.combine(day, time(minute // 60, minute % 60)))

    def back(self, days: int) -> date:
        """``days`` ago, moved off the weekend into the past."""
        day = self.today - timedelta(days=max(days, 1))
        return day - timedelta(days=max(day.weekday() - 4, 0))

    def some_day(self, dice: Random, months: list[int], newest: int = 2) -> date:
        """A working day of the last ten months, in one of ``months`` if any is given."""
        days = [self.back(ago) for ago in range(newest, REACH_BACK)]
        fitting = [day for day in days if day.month in months]
        return dice.choice(fitting or days)
