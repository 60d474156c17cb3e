"""What all screens of the desk share: who looks, what they see, how a refusal is shown."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.roles import Grants
from content.models import Item, ReviewStep, State
from content.policies import ItemPolicy
from content.workflow import REVIEW_STATES, level_number, present_level
from sites.errors import Refused, Stale, WrongState

PAGE_SIZE = 20

# Tone of a state's badge, as the admin's label component names it.
TONES = {
    State.DRAFT: "default",
    State.RETURNED: "danger",
    State.REVIEW_1: "warning",
    State.REVIEW_2: "warning",
    State.REVIEW_3: "warning",
    State.SCHEDULED: "info",
    State.PUBLISHED: "success",
    State.WITHDRAWN: "default",
}


def grants_of(request: HttpRequest) -> Grants:
    """What the signed-in person may do now."""
    return request.grants


def policy_of(request: HttpRequest) -> ItemPolicy:
    return ItemPolicy(grants_of(request))


def for_rows(items: QuerySet[Item]) -> QuerySet[Item]:
    """With what a row of a list shows, and no bodies."""
    return items.select_related("column", "site", "created_by")


def with_last_step(items: QuerySet[Item]) -> QuerySet[Item]:
    """Add ``moved_at``, when the item came to where it stands, and ``last_comment``, what was said."""
    last = ReviewStep.objects.filter(item=OuterRef("pk")).exclude(from_state=F("to_state")).order_by("-pk")
    return items.annotate(moved_at=Subquery(last.values("at")[:1]), last_comment=Subquery(last.values("comment")[:1]))


def visible_item(request: HttpRequest, item_id: int | None) -> Item:
    """The item with all that its page shows, or 404 for whoever may not see it."""
    items = policy_of(request).visible(Item.objects.all())
    found = (
        items.select_related(
            "column", "site__organisation", "created_by", "head__facts", "head__created_by", "live_revision__facts"
        )
        .prefetch_related(
            "site__domains", "head__uses__asset", "live_revision__uses__asset", "steps__actor", "steps__on_behalf_of"
        )
        .filter(pk=item_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def level_name(item: Item) -> str:
    """初审, 复审 or 终审, empty when the item waits for no review; needs ``site``."""
    if item.state not in REVIEW_STATES:
        return ""
    names = {1: _("初审"), 2: _("复审"), 3: _("终审（签发）")}
    return names[level_number(present_level(State(item.state), item.site.review_levels))]


def tell(request: HttpRequest, error: Refused) -> None:
    """Show a refusal; for one who came too late, say that somebody else was faster."""
    if isinstance(error, (WrongState, Stale)):
        messages.error(request, _("这篇稿件已由他人处理，您的操作没有生效。下面是它现在的状态。"))
    else:
        messages.error(request, str(error))


def one_line(text: str) -> SafeString:
    """A cell of a list that is not broken."""
    return format_html('<span class="whitespace-nowrap">{}</span>', text)


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    """The page asked for; a number out of range gives the nearest."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))


def show(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Render a screen of the desk within the admin."""
    return TemplateResponse(
        request, f"admin/content/{template}", admin.site.each_context(request) | {"title": title} | context
    )
