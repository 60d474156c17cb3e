"""Writing: the form of a new item and of a draft."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import Media

from accounts.roles import Role
from columns.models import Column
from content import actions
from content.admin.desk import grants_of, policy_of, show, visible_item
from content.admin.review import public_url, review
from content.admin.timeline import timeline_of
from content.admin.uploads import keep_uploads, site_of
from content.forms import AssetRows, ItemForm, uses_of
from content.forms.asset_rows import ids_in, row_of
from content.forms.columns import writable_columns
from content.forms.ids import id_of
from content.models import Asset, Item, ItemKind, State, Verb
from sites.errors import Invalid, Refused, Stale


@dataclass(slots=True)
class Desk:
    """One round of the form: what is written on, and what was found wrong."""

    request: HttpRequest
    item: Item | None
    columns: dict[int, Column]
    form: ItemForm
    rows: Any
    stale: Item | None = None
    refusals: list[str] = field(default_factory=list)

    @property
    def wants_review(self) -> bool:
        return "_submit" in self.request.POST


def write(request: HttpRequest) -> HttpResponse:
    """A new item."""
    if not grants_of(request).has(Role.EDITOR):
        raise PermissionDenied
    return _answer(request, None)


def edit(request: HttpRequest, object_id: str) -> HttpResponse:
    """A draft to go on with; whatever cannot be edited now is shown as it is."""
    item = visible_item(request, id_of(object_id))
    if not policy_of(request).may(Verb.SAVE, item):
        return _answer_locked(request, item)
    return _answer(request, item)


def _answer_locked(request: HttpRequest, item: Item) -> HttpResponse:
    """The item is being reviewed or belongs to others: show it, and never lose what was typed."""
    if request.method != "POST":
        return review(request, item.pk)
    desk = _desk(request, item)
    desk.form.is_valid()
    desk.rows.is_valid()
    desk.refusals.append(
        _("这篇稿件现在是“%(state)s”，不能保存修改。您填写的内容还在下面，请先复制保留。")
        % {"state": State(item.state).label}
    )
    return _form_page(desk)


def _answer(request: HttpRequest, item: Item | None) -> HttpResponse:
    desk = _desk(request, item)
    if request.method == "POST" and _valid(desk):
        saved = _save(desk)
        if saved is not None:
            return _after(desk, saved)
    return _form_page(desk)


def _desk(request: HttpRequest, item: Item | None) -> Desk:
    """Forms for this round; files sent along are kept before anything else is looked at."""
    columns = writable_columns(grants_of(request))
    fixed = item is not None and item.first_published_at is not None
    if item is not None:
        if fixed and item.column_id not in columns:
            item.column.trail = item.column.name
            columns = {item.column_id: item.column} | columns
        else:  # an item stays on its site
            columns = {pk: column for pk, column in columns.items() if column.site_id == item.site_id}
    if request.method != "POST":
        initial = ItemForm.initial_of(item) if item else ItemForm.initial_for(request.user, columns)
        form = ItemForm(initial=initial, columns=columns, column_fixed=fixed)
        return Desk(request, item, columns, form, _saved_rows(request, item))
    site_id = item.site_id if item else site_of(columns, request.POST.get("column"))
    data, refusals = _with_uploads(request, site_id)
    initial = ItemForm.initial_of(item) if item else {}
    form = ItemForm(data, initial=initial, columns=columns, column_fixed=fixed)
    assets = Asset.objects.filter(site_id=site_id, pk__in=ids_in(data)) if site_id else Asset.objects.none()
    rows = AssetRows(data, assets={asset.pk: asset for asset in assets})
    return Desk(request, item, columns, form, rows, refusals=refusals)


def _saved_rows(request: HttpRequest, item: Item | None) -> Any:
    """The files of the newest revision, and those named in the address: uploaded, but not yet in the text."""
    if item is None or item.head is None:
        return AssetRows(initial=[], assets={})
    held = {use.asset_id: use.asset for use in item.head.uses.all()}
    asked = {id_of(one) for one in request.GET.get("files", "").split(",")[:50]} - {None, *held}
    waiting = Asset.objects.filter(site_id=item.site_id, pk__in=asked) if asked else []
    initial = uses_of(item.head) + [row_of(asset) for asset in waiting]
    return AssetRows(initial=initial, assets=held | {asset.pk: asset for asset in waiting})


def _with_uploads(request: HttpRequest, site_id: int | None) -> tuple[Any, list[str]]:
    """The posted data with one more row for each file that came with it, and the files refused."""
    data = request.POST.copy()
    kept, refusals = keep_uploads(request, site_id)
    number = id_of(data.get("files-TOTAL_FORMS")) or 0
    for asset in kept:
        for name, value in row_of(asset).items():
            data[f"files-{number}-{name}"] = str(value)
        data[f"files-{number}-ORDER"] = str(number + 1)
        number += 1
    data["files-TOTAL_FORMS"] = str(number)
    data.setdefault("files-INITIAL_FORMS", "0")
    return data, refusals


def _valid(desk: Desk) -> bool:
    fine = desk.form.is_valid()
    fine = desk.rows.is_valid() and fine
    if desk.rows.is_valid() and desk.wants_review:
        for row in desk.rows.pictures_without_text():
            row.add_error("alt_text", _("请填写替代文字，说明图片内容；送审的图片必须有替代文字。"))
            fine = False
        # A revision takes its pictures from the text: one left out of it would vanish without a word.
        for row in desk.rows.pictures_outside(desk.form.cleaned_data.get("body", "")):
            row.add_error("role", _("这张图片还没有插入正文。请点“插入正文”，或者把用途改为题图或附件，或者移除。"))
            fine = False
    return fine and not desk.refusals


def _save(desk: Desk) -> Item | None:
    """Save and, if asked, submit, as one act: None when it was refused, with the reason on the form."""
    try:
        with transaction.atomic():
            item = _save_draft(desk)
            if desk.wants_review and item.state == State.PUBLISHED:
                raise Invalid(_("内容与已发布的完全一样，不需要再次送审。"))
            if desk.wants_review:
                item = actions.submit(
                    actor=desk.request.user,
                    item_id=item.pk,
                    version=item.version,
                    publish_at=desk.form.cleaned_data["publish_at"],
                )
    except Stale as error:
        desk.refusals.append(str(error))
        desk.stale = visible_item(desk.request, desk.item.pk) if desk.item else None
    except Refused as error:
        desk.form.take(getattr(error, "fields", {}), str(error))
    else:
        return item
    return None


def _save_draft(desk: Desk) -> Item:
    user, data = desk.request.user, desk.form.cleaned_data
    for row in desk.rows.kept():
        values = {name: row.cleaned_data[name] for name in ("alt_text", "rights_note")}
        if any(getattr(row.asset, name) != value for name, value in values.items()):
            actions.change_asset(actor=user, asset_id=row.asset.pk, title=row.asset.title, **values)
    draft = desk.form.draft(desk.rows.uses())
    kind = ItemKind(data["kind"])
    if desk.item is None:
        return actions.create_item(actor=user, column=data["column"], kind=kind, draft=draft)
    base = _base_version(desk)
    if desk.item.column_id != data["column"].pk or desk.item.kind != kind:
        base = actions.refile(
            actor=user, item_id=desk.item.pk, version=base, column_id=data["column"].pk, kind=kind
        ).version
    return actions.save_draft(actor=user, item_id=desk.item.pk, base_version=base, draft=draft)


def _base_version(desk: Desk) -> int:
    """The version the person started from, or the one they have now seen and save over."""
    return id_of(desk.request.POST.get("overwrite")) or desk.form.cleaned_data["base_version"] or 0


def _after(desk: Desk, item: Item) -> HttpResponse:
    if desk.wants_review:
        messages.success(desk.request, _("稿件“%(title)s”已送审。") % {"title": item.title})
        return HttpResponseRedirect(reverse("admin:content_item_review", args=[item.pk]))
    messages.success(desk.request, _("草稿已保存。"))
    address = reverse("admin:content_item_change", args=[item.pk])
    kept = {use.asset_id for use in desk.rows.uses()}
    loose = sorted(kept - set(item.head.uses.values_list("asset_id", flat=True)))
    if loose:  # saved in the library, and still at hand for the text
        messages.warning(desk.request, _("有 %(n)d 张图片还没有插入正文。") % {"n": len(loose)})
        address += "?files=" + ",".join(map(str, loose))
    return HttpResponseRedirect(address)


def _form_page(desk: Desk) -> HttpResponse:
    request, item = desk.request, desk.item
    media = desk.form.media
    title = item.title if item else _("新建稿件")
    return show(
        request,
        "item/edit.html",
        title,
        opts=Item._meta if item else None,  # without them the header shows the title alone
        original=item,
        item=item,
        form=desk.form,
        rows=desk.rows,
        refusals=desk.refusals,
        stale=desk.stale,
        wrong=request.method == "POST",
        # The import map of the editor is an inline script: it needs the nonce of this answer.
        media=Media.from_media(media, nonce=str(request.csp_nonce)) if hasattr(request, "csp_nonce") else media,
        public_url=public_url(item) if item else "",
        timeline=timeline_of(item) if item else [],
        may_withdraw=item is not None and policy_of(request).may(Verb.WITHDRAW, item),
        max_image=settings.MAX_IMAGE_BYTES,
        max_attachment=settings.MAX_ATTACHMENT_BYTES,
    )
