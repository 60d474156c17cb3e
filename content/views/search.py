"""Plain search in titles, until the index takes over."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models import Placement
from content.models.placement import PlacementQuerySet
from content.pages import plain_meta
from content.views.rows import rows_of
from publishing.meta import plain
from publishing.pagination import paginate

MAX_LENGTH = 60
MAX_WORDS = 5
PAGE_SIZE = 20
MAX_PAGE_DIGITS = 4


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``/search/?q=…&page=…``: every word must be in the title.

    What was typed comes back only in the field itself and the page stays out of
    search engines, so that nobody can plant words on a government's address.
    """
    site = request.site  # type: ignore[attr-defined]
    query = plain(request.GET.get("q", ""))[:MAX_LENGTH].strip()
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) <= MAX_PAGE_DIGITS):
        raise Http404
    context = {"meta": plain_meta(site, _("站内搜索")), "query": query}
    if query:
        found = matching(query)
        pages = paginate(
            found.count(), int(page), PAGE_SIZE, lambda one: f"/search/?{urlencode({'q': query, 'page': one})}"
        )
        if pages is None:
            raise Http404
        start = (pages.number - 1) * PAGE_SIZE
        placements = found.for_lists().order_by("-published_at", "-pk")[start : start + PAGE_SIZE]
        context |= {"pages": pages, "rows": rows_of(list(placements))}
    return render(request, "search.html", context)


def matching(query: str) -> PlacementQuerySet:
    """Live items of the open site whose title holds every word of ``query``."""
    found = Placement.objects.live().filter(is_canonical=True)
    for word in query.split()[:MAX_WORDS]:
        found = found.filter(item__live_revision__title__icontains=word)
    return found
