"""The history of an item as people read it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from content.models import Item, ReviewStep, State, Verb

TONES = {Verb.RETURN: "danger", Verb.WITHDRAW: "danger", Verb.PUBLISH: "success", Verb.SIGN: "success"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: what was done, by whom, when, on whose behalf, with what words."""

    what: str
    who: str
    on_behalf_of: str
    at: datetime
    comment: str
    tone: str
    came_to: str


def timeline_of(item: Item) -> list[Entry]:
    """Newest first; prefetch ``steps__actor`` and ``steps__on_behalf_of``."""
    return [_entry(step) for step in reversed(list(item.steps.all()))]


def _entry(step: ReviewStep) -> Entry:
    verb = Verb(step.verb)
    level = {1: _("初审"), 2: _("复审"), 3: _("终审")}.get(step.level or 0, "")
    what = f"{level}{verb.label}" if verb in (Verb.APPROVE, Verb.RETURN) else verb.label
    return Entry(
        what=what,
        who=str(step.actor) if step.actor else _("系统"),
        on_behalf_of=str(step.on_behalf_of or ""),
        at=step.at,
        comment=step.comment,
        tone=TONES.get(verb, "default"),
        came_to=State(step.to_state).label if step.to_state != step.from_state else "",
    )
