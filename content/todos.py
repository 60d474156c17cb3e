"""What the admin's first screen says of content: what there is to do now."""

from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desk import Todo, Tone
from accounts.roles import REVIEWER_ROLES, Grants, Role
from content.models import Item, State
from content.policies import ItemPolicy


def content_todos(request: HttpRequest) -> list[Todo]:
    """Items to review, returned ones, drafts, and what goes out today."""
    grants: Grants = request.grants
    found: list[Todo] = []
    if any(grants.has(role) for role in REVIEWER_ROLES):
        found.append(_to_review(ItemPolicy(grants)))
    if grants.has(Role.EDITOR):
        found += _to_write(ItemPolicy(grants))
    return found


def _to_review(policy: ItemPolicy) -> Todo:
    url = reverse("admin:content_review_queue")
    return Todo(_("待我审核的稿件"), policy.waiting(Item.objects.all()).count(), url, Tone.WARNING)


def _to_write(policy: ItemPolicy) -> list[Todo]:
    mine, url = policy.mine(Item.objects.all()), reverse("admin:content_my_work")
    tomorrow = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    due = policy.visible(Item.objects.all()).filter(state=State.SCHEDULED, publish_at__lt=tomorrow)
    scheduled = f"{reverse('admin:content_item_changelist')}?state__exact={State.SCHEDULED}"
    return [
        Todo(_("退回修改的稿件"), mine.filter(state=State.RETURNED).count(), f"{url}?tab=returned", Tone.DANGER),
        Todo(_("我的草稿"), mine.filter(state=State.DRAFT).count(), f"{url}?tab=draft"),
        Todo(_("今日定时发布"), due.count(), scheduled),
    ]
