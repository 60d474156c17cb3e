"""What columns have for a person's first screen."""

from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desk import Todo, Tone
from columns.models import Column
from columns.policies import ColumnPolicy, ColumnVerb


def column_todos(request: HttpRequest) -> list[Todo]:
    """Explanations that this person can review, and their own columns that are stale (PAGE-08)."""
    policy = ColumnPolicy(request.grants)
    waiting = list(
        policy.rows(ColumnVerb.REVIEW_EXPLANATION, Column.objects.exclude(explanation=""))
        .filter(is_prescribed=True, explanation_reviewed_at=None)
        .order_by("tree_id", "lft")[:100]
    )
    stale = stale_columns_of(request)
    found = []
    if waiting:
        url = reverse("admin:columns_column_explanation", args=[waiting[0].pk])
        found.append(Todo(_("栏目说明待审核"), len(waiting), url, Tone.WARNING))
    if stale:
        url = f"{reverse('admin:columns_column_changelist')}?site={stale[0].site_id}#column-{stale[0].pk}"
        note = "、".join(column.name for column in stale[:3])
        found.append(Todo(_("您负责的栏目超过更新期限"), len(stale), url, Tone.WARNING, note))
    return found


def stale_columns_of(request: HttpRequest) -> list[Column]:
    """The person's own columns whose newest content is older than their rhythm; hidden ones and past topics rest."""
    now = timezone.now()
    owned = Column.objects.filter(owner=request.user, live_count__gt=0, is_hidden=False).select_related("type")
    return [
        column
        for column in owned.order_by("tree_id", "lft")
        if (days := column.rhythm_days or column.type.rhythm_days)
        and not column.topic_is_over()
        and column.last_published_at < now - timedelta(days=days)
    ]
