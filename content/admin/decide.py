"""Deciding: pass, sign, send back, recall, withdraw. Every one is a POST that names what was seen."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content import actions
from content.admin.desk import policy_of, show, tell, visible_item
from content.admin.review import review
from content.forms.ids import id_of
from content.models import Item, State, Verb
from publishing.meta import stamp
from sites.errors import Refused, WrongState


def _version(request: HttpRequest) -> int:
    return id_of(request.POST.get("version")) or 0


def _try(request: HttpRequest, item: Item, act: Callable[[], Item], done: Callable[[Item], str]) -> Item | None:
    """Run ``act``; tell how it went. None when refused: nothing has changed then."""
    try:
        changed = act()
    except Refused as error:
        # Whoever was overtaken may have lost the right with the state: say what really happened.
        tell(request, error if _version(request) == item.version else WrongState())
        return None
    messages.success(request, done(changed))
    return changed


def _back_to(item: Item) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:content_item_review", args=[item.pk]))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the present level or send back; ``version`` and ``digest`` say what the reviewer saw."""
    item = visible_item(request, pk)
    words = request.POST.get("comment", "").strip()
    if request.POST.get("decision") == "return":
        done = _try(
            request,
            item,
            lambda: actions.send_back(actor=request.user, item_id=pk, version=_version(request), reason=words),
            lambda changed: _("稿件“%(title)s”已退回修改。") % {"title": changed.title},
        )
    elif request.POST.get("decision") == "approve":
        digest = request.POST.get("digest", "")
        done = _try(
            request,
            item,
            lambda: actions.approve(
                actor=request.user, item_id=pk, version=_version(request), digest=digest, comment=words
            ),
            _passed,
        )
    else:
        messages.error(request, _("请选择“通过”或“退回”。"))
        done = None
    return HttpResponseRedirect(reverse("admin:content_review_queue")) if done else review(request, pk, words)


def _passed(item: Item) -> str:
    texts = {
        State.PUBLISHED: _("稿件“%(title)s”已签发并发布。"),
        State.SCHEDULED: _("稿件“%(title)s”已签发，将于 %(at)s 自动发布。"),
    }
    default = _("稿件“%(title)s”已通过，现在是“%(state)s”。")
    return texts.get(State(item.state), default) % {
        "title": item.title,
        "state": State(item.state).label,
        "at": stamp(item.publish_at) if item.publish_at else "",
    }


@require_POST
def recall_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The author takes the item back from review, to go on writing."""
    item = visible_item(request, pk)
    done = _try(
        request,
        item,
        lambda: actions.recall(actor=request.user, item_id=pk, version=_version(request)),
        lambda changed: _("已撤回送审，可以继续修改。"),
    )
    return HttpResponseRedirect(reverse("admin:content_item_change", args=[pk])) if done else _back_to(item)


def withdraw_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item down: the page says what will happen, asks why, and only then does it."""
    item = visible_item(request, pk)
    reason = request.POST.get("reason", "").strip()
    if not policy_of(request).may(Verb.WITHDRAW, item):
        messages.error(request, _("这篇稿件现在不能撤稿，或者您没有撤稿的权限。"))
        return _back_to(item)
    problem = ""
    if request.method == "POST":
        try:
            actions.withdraw(actor=request.user, item_id=pk, reason=reason)
        except Refused as error:
            problem = str(error)
        else:
            messages.success(request, _("稿件“%(title)s”已撤稿，公众不再看到它。") % {"title": item.title})
            return _back_to(item)
    return show(
        request, "item/withdraw.html", _("撤稿"), opts=Item._meta, original=item, item=item, reason=reason,
        problem=problem,
    )  # fmt: skip
