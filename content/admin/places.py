"""Where an item is listed besides its main column (引用), and adding or ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from content import actions
from content.admin.desk import grants_of, policy_of, show, visible_item
from content.forms.columns import writable_columns
from content.forms.ids import id_of
from content.models import Item, Placement, Verb
from sites.errors import Refused


def places(request: HttpRequest, pk: int) -> HttpResponse:
    """List the columns an item stands in; a POST adds one (``add``) or ends one (``remove``)."""
    item = visible_item(request, pk)
    if request.method == "POST":
        return _change(request, item)
    listed = list(Placement.objects.filter(item=item).select_related("column").order_by("-is_canonical", "pk"))
    taken = {item.column_id, *(one.column_id for one in listed)}
    writable = {pk: one for pk, one in writable_columns(grants_of(request)).items() if one.site_id == item.site_id}
    may_place = policy_of(request).may(Verb.PLACE, item)
    return show(
        request,
        "item/places.html",
        _("发布位置"),
        opts=Item._meta,
        original=item,
        item=item,
        further=[one for one in listed if one.column_id != item.column_id],
        may_change=set(writable) if may_place else set(),
        choices=[(pk, one.trail) for pk, one in writable.items() if pk not in taken] if may_place else [],
    )


def _change(request: HttpRequest, item: Item) -> HttpResponse:
    act, key, done = (
        (actions.unplace, "remove", _("已不再列入这个栏目。"))
        if "remove" in request.POST
        else (actions.place, "add", _("已列入这个栏目。稿件公开后，它的列表中也会显示这篇稿件。"))
    )
    column_id = id_of(request.POST.get(key))
    if column_id is None:
        messages.error(request, _("请选择栏目。"))
    else:
        try:
            act(actor=request.user, item_id=item.pk, column_id=column_id)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:content_item_places", args=[item.pk]))
