"""Is this text in force? The dates decide; what the source says of it is evidence (INFO-02).

Two traps of real collections of laws are handled here. An amended text often
carries the effective date of its *first* version, years before it was itself
published: it cannot hold earlier than its own publication. And a label such as
现行有效 is a snapshot of the day somebody wrote it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import Item, ItemKind

# What sources write about a text that no longer holds, or not in this wording.
ENDED_LABELS = frozenset({"历史版本", "已废止", "已失效", "已被修改", "已修改", "废止", "失效"})
COMING_LABELS = frozenset({"尚未生效", "尚未施行"})
IN_FORCE_LABELS = frozenset({"现行有效", "有效"})


class ValidityStatus(models.TextChoices):
    """Where a text stands on one day."""

    NOT_YET = "not_yet", gettext_lazy("尚未生效")
    IN_FORCE = "in_force", gettext_lazy("现行有效")
    SUPERSEDED = "superseded", gettext_lazy("已被新文本取代")
    EXPIRED = "expired", gettext_lazy("已失效")
    # The source says it has ended, and no date says when: neither may be claimed.
    END_UNKNOWN = "end_unknown", gettext_lazy("来源标注已失效，终止日期不详")
    UNDATED = "undated", gettext_lazy("施行日期不详")


class Dated(Protocol):
    """What is read of a text: ``content.draft.Facts`` or ``content.models.DocumentFacts``."""

    issued_on: date | None
    released_on: date | None
    effective_on: date | None
    expires_on: date | None
    source_label: str


@dataclass(frozen=True, slots=True)
class Validity:
    """The answer for one day, with the dates behind it.

    ``since`` is the first day the text holds, ``until`` the first day it no
    longer does (None: no end known). ``label_difference`` says in one sentence
    where the source's label and the dates differ, ``date_note`` where the
    effective date given cannot be that of this text; both are empty otherwise.
    """

    status: ValidityStatus
    since: date | None
    until: date | None
    label_difference: str = ""
    date_note: str = ""

    @property
    def label(self) -> str:
        return str(self.status.label)

    @property
    def in_force(self) -> bool:
        return self.status == ValidityStatus.IN_FORCE


def version_date(facts: Dated) -> date | None:
    """The day this very text was made public, failing that the day it was signed."""
    return facts.released_on or facts.issued_on


def applies_from(facts: Dated) -> date | None:
    """The first day the text holds: its effective date, never before its own publication."""
    return max((day for day in (facts.effective_on, version_date(facts)) if day is not None), default=None)


def validity(facts: Dated, *, on: date, successors: Iterable[Dated] = ()) -> Validity:
    """Where the text stands on the day ``on``.

    ``successors`` may hold every version of the same text: those not published
    later than this one are left out of account. ``expires_on`` is the first day
    without force.
    """
    since = applies_from(facts)
    replaced_on = _replaced_on(facts, successors)
    until = min((day for day in (replaced_on, facts.expires_on) if day is not None), default=None)
    if until is not None and until <= on:
        status = ValidityStatus.SUPERSEDED if until == replaced_on else ValidityStatus.EXPIRED
    elif since is not None and since > on:
        status = ValidityStatus.NOT_YET
    elif facts.source_label in ENDED_LABELS and until is None:
        status = ValidityStatus.END_UNKNOWN
    elif since is None:
        status = ValidityStatus.UNDATED
    else:
        status = ValidityStatus.IN_FORCE
    return Validity(
        status, since, until, _label_difference(facts.source_label, status, since, until), _date_note(facts)
    )


def _replaced_on(facts: Dated, successors: Iterable[Dated]) -> date | None:
    """The first day any later version holds."""
    own = version_date(facts)
    if own is None:
        return None
    starts = (applies_from(one) for one in successors if (version_date(one) or own) > own)
    return min((day for day in starts if day is not None), default=None)


def _label_difference(label: str, status: ValidityStatus, since: date | None, until: date | None) -> str:
    """One sentence where the source's ``label`` and the dates differ, empty where they agree."""
    values = {"label": label, "since": _day(since), "until": _day(until)}
    text = ""
    if status == ValidityStatus.END_UNKNOWN:
        text = _("来源标注为“%(label)s”，但没有给出终止日期，仅凭日期无法确定何时失效，请以发文机关公布的为准。")
    elif status == ValidityStatus.NOT_YET and label and label not in COMING_LABELS:
        text = _("来源标注为“%(label)s”，但按公布的日期，本文本自%(since)s起才施行。")
    elif status == ValidityStatus.IN_FORCE and label in ENDED_LABELS:
        text = _("来源标注为“%(label)s”，但本文本到%(until)s才终止，在此之前仍然有效。")
    elif status == ValidityStatus.IN_FORCE and label in COMING_LABELS:
        text = _("来源标注为“%(label)s”，但按公布的日期，本文本已自%(since)s起施行。")
    elif status == ValidityStatus.SUPERSEDED and label in IN_FORCE_LABELS | COMING_LABELS:
        text = _("来源标注为“%(label)s”，但新的文本已自%(until)s起施行，取代了本文本。")
    elif status == ValidityStatus.EXPIRED and label in IN_FORCE_LABELS | COMING_LABELS:
        text = _("来源标注为“%(label)s”，但本文本已自%(until)s起失效。")
    return text % values if text else ""


def _date_note(facts: Dated) -> str:
    own = version_date(facts)
    if facts.effective_on is None or own is None or facts.effective_on >= own:
        return ""
    return _("来源给出的施行日期%(effective)s早于本文本的公布日期，是最初文本的施行日期；本文本自%(own)s起适用。") % {
        "effective": _day(facts.effective_on),
        "own": _day(own),
    }


def _day(day: date | None) -> str:
    return date_format(day, _("Y年n月j日")) if day else ""


def validity_of_items(items: Sequence[Item], on: date) -> dict[int, Validity]:
    """Item id → validity of the text citizens see; items without document facts are left out.

    One query whatever the number of items, none when there is no law among
    them: only laws are replaced by a later text of the same title (a notice of
    the same title next year is another notice). Load ``live_revision__facts``.
    """
    versions = _versions_by_title([item for item in items if item.kind == ItemKind.LAW and item.live_revision])
    found = {}
    for item in items:
        facts = getattr(item.live_revision, "facts", None)
        if facts is not None:
            family = versions.get((item.site_id, item.live_revision.title), []) if item.kind == ItemKind.LAW else []
            found[item.pk] = validity(facts, on=on, successors=family)
    return found


@dataclass(slots=True)
class _Version:
    issued_on: date | None
    released_on: date | None
    effective_on: date | None
    expires_on: date | None = None
    source_label: str = ""


def _versions_by_title(laws: Sequence[Item]) -> dict[tuple[int, str], list[Dated]]:
    """(site, title) → dates of every live law of that title on the site."""
    found: dict[tuple[int, str], list[Dated]] = {}
    if not laws:
        return found
    rows = Item.objects.filter(
        kind=ItemKind.LAW,
        site_id__in={item.site_id for item in laws},
        live_revision__title__in={item.live_revision.title for item in laws},
        live_revision__facts__isnull=False,
    ).values_list(
        "site_id",
        "live_revision__title",
        "live_revision__facts__issued_on",
        "live_revision__facts__released_on",
        "live_revision__facts__effective_on",
    )
    for site_id, title, issued_on, released_on, effective_on in rows:
        found.setdefault((site_id, title), []).append(_Version(issued_on, released_on, effective_on))
    return found
