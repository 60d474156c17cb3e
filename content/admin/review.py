"""The page on which an item is read and judged: as citizens will see it, with all that is known of it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from content.admin.desk import TONES, level_name, policy_of, show, visible_item
from content.admin.timeline import timeline_of
from content.models import AssetRole, DocumentFacts, Item, Placement, Revision, RevisionAsset, State, Verb
from content.sanitise import images, sanitise
from content.workflow import present_level
from sites.errors import Refused

SHOWN = ("title", "short_title", "summary", "keywords", "source", "source_url", "author", "responsible_editor", "theme")
FACTS = (
    "issuer", "document_number", "index_number", "issued_on", "released_on", "effective_on", "expires_on",
    "source_label",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs from what citizens see now."""

    name: str
    now: str
    new: str


def review(request: HttpRequest, pk: int, comment: str = "") -> HttpResponse:
    """Show the newest revision; the buttons are those the person may press now.

    ``comment`` is what they had written when a decision was refused.
    """
    item = visible_item(request, pk)
    head = item.head
    verbs = policy_of(request).verbs(item)
    uses = list(head.uses.all())
    return show(
        request,
        "item/review.html",
        item.title,
        opts=Item._meta,
        original=item,
        item=item,
        head=head,
        body=body_of(head),
        comment=comment,
        state=State(item.state).label,
        tone=TONES[State(item.state)],
        level=level_name(item),
        cover=next((use for use in uses if use.role == AssetRole.COVER), None),
        pictures=pictures_of(head, uses),
        attachments=[use for use in uses if use.role == AssetRole.ATTACHMENT],
        facts=values_of(head),
        changes=changes(item.live_revision, head) if item.live_revision_id not in (None, head.pk) else None,
        timeline=timeline_of(item),
        public_url=public_url(item),
        why_not=why_not(request, item) if level_name(item) and not verbs & {Verb.APPROVE, Verb.SIGN} else "",
        may_approve=Verb.APPROVE in verbs,
        may_sign=Verb.SIGN in verbs,
        may_return=Verb.RETURN in verbs,
        may_recall=Verb.RECALL in verbs,
        may_save=Verb.SAVE in verbs,
        may_withdraw=Verb.WITHDRAW in verbs,
    )


def body_of(revision: Revision) -> SafeString:
    """The body as it may be put on a page: sanitised once more, whoever stored it."""
    return mark_safe(sanitise(revision.body))  # noqa: S308 — the sanitiser's output


def pictures_of(revision: Revision, uses: list[RevisionAsset]) -> list[RevisionAsset]:
    """The pictures of the body, each with the alternative text that stands in the body itself."""
    texts = {unquote(one.get("src", "")): one.get("alt", "") for one in images(revision.body)}
    found = [use for use in uses if use.role == AssetRole.BODY]
    for use in found:
        use.alt_text = texts.get(unquote(use.asset.file.url), use.alt_text)
    return found


def why_not(request: HttpRequest, item: Item) -> str:
    """Why this person cannot pass the item now, in a sentence."""
    try:
        policy_of(request).require_review(review_verb(item), item)
    except Refused as error:
        return str(error)
    return ""


def review_verb(item: Item) -> Verb:
    """What passing the present level is called."""
    last = present_level(State(item.state), item.site.review_levels) == State.REVIEW_3
    return Verb.SIGN if last else Verb.APPROVE


def public_url(item: Item) -> str:
    """Where citizens read the item, empty while it is not public."""
    place = (
        Placement.objects.filter(item=item, site=item.site, is_canonical=True, is_live=True)
        .select_related("column")
        .first()
    )
    return item.site.absolute_url(place.get_absolute_url()) if place else ""


def values_of(revision: Revision) -> list[tuple[str, Any]]:
    """Label and value of each metadatum that is filled in."""
    found = [(_label(Revision, name), getattr(revision, name)) for name in SHOWN if name != "title"]
    facts = getattr(revision, "facts", None)
    if facts:
        found += [(_label(DocumentFacts, name), getattr(facts, name)) for name in FACTS]
    return [(label, value) for label, value in found if value]


def changes(live: Revision | None, head: Revision) -> list[Change]:
    """What differs between what citizens see now and ``head``."""
    if live is None:
        return []
    found = [Change(_label(Revision, name), getattr(live, name), getattr(head, name)) for name in SHOWN]
    found += [Change(_label(DocumentFacts, name), _fact(live, name), _fact(head, name)) for name in FACTS]
    found.append(Change(_("图片与附件"), _files(live), _files(head)))
    if live.body != head.body:
        found.append(Change(_("正文"), _length(live.body), _length(head.body)))
    return [one for one in found if one.now != one.new or one.name == _("正文")]


def _label(model: type[Revision] | type[DocumentFacts], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _fact(revision: Revision, name: str) -> str:
    facts = getattr(revision, "facts", None)
    return str(getattr(facts, name) or "") if facts else ""


def _files(revision: Revision) -> str:
    return "；".join(f"{use.title or use.asset.title}（{AssetRole(use.role).label}）" for use in revision.uses.all())


def _length(body: str) -> str:
    return _("%(n)d 字") % {"n": len("".join(strip_tags(body).split()))}
