"""What there is to do now: rooms register what they know, the first screen shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest


class Tone(StrEnum):
    """How urgent: ``DANGER`` first, then ``WARNING``, then the rest."""

    DANGER = "danger"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of the first screen: how many of what, and where to go. A count of 0 is not shown."""

    label: str
    count: int
    url: str
    tone: str = Tone.INFO
    note: str = ""


Source = Callable[[HttpRequest], list[Todo]]
_sources: list[Source] = []


def register_todo(source: Source) -> Source:
    """Add a source; call it in ``AppConfig.ready()``. It reads ``request.grants`` and is asked once a screen."""
    if source not in _sources:
        _sources.append(source)
    return source


def todos(request: HttpRequest) -> list[Todo]:
    """Everything that waits for the person of ``request``, most urgent first."""
    order = list(Tone)
    found = [todo for source in _sources for todo in source(request) if todo.count]
    return sorted(found, key=lambda todo: order.index(Tone(todo.tone)) if todo.tone in order else len(order))
