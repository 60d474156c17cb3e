"""The page of one item at its one address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.models import Placement
from content.pages import item_meta
from content.views.article import article_context
from content.views.frame import tree_of
from publishing.errors import gone
from sites.models import Site

BIGGEST_ID = 2**63 - 1


@require_safe
def item_page(request: HttpRequest, path: str, month: str, item_id: str) -> HttpResponse:
    """``/{column path}/{yyyymm}/{id}.html``.

    The id decides: at any other path or month of this site it answers 301 to
    its address, 410 once withdrawn, 404 if it was never public here (LINK-01).
    """
    site: Site = request.site  # type: ignore[attr-defined]
    number = int(item_id)
    if number > BIGGEST_ID:
        raise Http404
    placement = (
        Placement.objects.filter(item_id=number, is_canonical=True)
        .select_related("item__live_revision__facts", "column")
        .first()
    )
    if placement is None:
        raise Http404
    if not placement.is_live or placement.item.live_revision is None:
        if placement.item.is_gone:
            return gone(request)
        raise Http404
    address = placement.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    context = article_context(placement)
    previous, following = neighbours(placement)
    context |= {
        "meta": item_meta(site, placement, image=context["image"]),
        "column": placement.column,
        "trail": [one for one in tree_of(request).trail(placement.column_id) if one.shows],
        "previous": previous,
        "next": following,
        "address": site.absolute_url(address),
    }
    return render(request, "item.html", context)


def neighbours(placement: Placement) -> tuple[Placement | None, Placement | None]:
    """(the one published before, the one after) among the column's own items. Two queries."""
    own = (
        Placement.objects.live()
        .filter(column=placement.column_id, is_canonical=True)
        .select_related("column", "item__live_revision")
        .defer("item__live_revision__body")
    )
    at, pk = placement.published_at, placement.pk
    earlier = own.filter(published_at__lte=at).exclude(published_at=at, pk__gte=pk).order_by("-published_at", "-pk")
    later = own.filter(published_at__gte=at).exclude(published_at=at, pk__lte=pk).order_by("published_at", "pk")
    return earlier.first(), later.first()
