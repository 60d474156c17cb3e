"""The topic area: running topics, then those that have ended, marked 已归档 (PAGE-10)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.pages import plain_meta
from content.views.frame import tree_of


@require_safe
def topic_area(request: HttpRequest) -> HttpResponse:
    """``/topics/``; a site without topics has no such page."""
    site = request.site  # type: ignore[attr-defined]
    topics = tree_of(request).topics()
    if not topics.running and not topics.archived:
        raise Http404
    context = {
        "meta": plain_meta(site, _("专题专栏"), "/topics/"),
        "topics": topics.running,
        "ended_topics": topics.archived,
    }
    return render(request, "topics.html", context)
