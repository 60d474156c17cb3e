"""Two inboxes: what I write, and what waits for me to review."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from content.admin.desk import TONES, for_rows, grants_of, level_name, page_of, policy_of, show, with_last_step
from content.models import Item, State
from content.workflow import REVIEW_STATES

RECENT = timedelta(days=30)
IN_REVIEW = (*REVIEW_STATES, State.SCHEDULED)


def tabs() -> dict[str, tuple[str, Q, str]]:
    """Name → label, condition, and the sentence shown when there is nothing."""
    since = timezone.now() - RECENT
    return {
        "returned": (_("退回修改"), Q(state=State.RETURNED), _("没有被退回的稿件。")),
        "draft": (_("草稿"), Q(state=State.DRAFT), _("没有草稿。点“新建稿件”开始写。")),
        "review": (_("审核中"), Q(state__in=IN_REVIEW), _("没有正在审核的稿件。草稿写好后点“保存并送审”。")),
        "published": (
            _("近期已发布"),
            Q(state=State.PUBLISHED, first_published_at__gte=since),
            _("最近30天没有发布稿件。"),
        ),
    }


def my_items(request: HttpRequest) -> QuerySet[Item]:
    """What the person wrote: the editor's inbox, and beside it what of theirs is public."""
    policy = policy_of(request)
    public = policy.visible(Item.objects.all()).filter(created_by=request.user, state=State.PUBLISHED)
    return Item.objects.filter(Q(pk__in=policy.mine(Item.objects.all()).values("pk")) | Q(pk__in=public.values("pk")))


def my_work(request: HttpRequest) -> HttpResponse:
    """The editor's inbox, one tab a state; opens where something is to be done."""
    offered = tabs()
    items = my_items(request)
    counts = items.aggregate(**{name: Count("pk", filter=condition) for name, (_l, condition, _e) in offered.items()})
    chosen = request.GET.get("tab", "")
    if chosen not in offered:
        chosen = next((name for name in offered if counts[name]), "draft")
    _label, condition, empty = offered[chosen]
    rows = with_last_step(for_rows(items.filter(condition))).order_by("-changed_at", "-pk")
    page = page_of(request, rows)
    for item in page:
        decorate(item)
    return show(
        request,
        "item/my_work.html",
        _("我的稿件"),
        tabs=[(name, label, counts[name]) for name, (label, _c, _e) in offered.items()],
        chosen=chosen,
        empty=empty,
        page=page,
        may_write=grants_of(request).has(Role.EDITOR),
    )


def review_queue(request: HttpRequest) -> HttpResponse:
    """All that the person can pass now, over all their sites and columns, the longest wait first."""
    waiting = with_last_step(for_rows(policy_of(request).waiting(Item.objects.all())))
    page = page_of(request, waiting.order_by("moved_at", "pk"))
    for item in page:
        decorate(item)
    reviews = any(grants_of(request).has(role) for role in (Role.REVIEWER_1, Role.REVIEWER_2, Role.REVIEWER_3))
    return show(request, "item/review_queue.html", _("待我审核"), page=page, reviews=reviews)


def decorate(item: Any) -> None:
    """Add what a row shows beside the item's own fields."""
    item.badge = State(item.state).label
    item.tone = TONES[State(item.state)]
    item.level = level_name(item)
