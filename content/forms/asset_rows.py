"""The pictures and attachments of a draft: one row a file, in the order shown."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from content.draft import AssetUse
from content.forms.ids import id_of
from content.models import Asset, AssetKind, AssetRole, Revision
from content.sanitise import images, sanitise

MOST_ROWS = 200


class AssetRowForm(forms.Form):
    """One file: what it is used for, and how it is named and described."""

    asset_id = forms.IntegerField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("用途"), choices=AssetRole)
    title = forms.CharField(label=_("显示名称"), max_length=200, required=False)
    alt_text = forms.CharField(label=_("替代文字"), max_length=200, required=False)
    rights_note = forms.CharField(label=_("版权说明"), max_length=200, required=False)


class BaseAssetRows(forms.BaseFormSet):
    """Rows of files. Each form carries ``asset``, the file it speaks of.

    ``assets`` are those of the site in hand; an id of any other one is refused.
    """

    def __init__(self, *args: Any, assets: dict[int, Asset], **options: Any) -> None:
        self.assets = assets
        super().__init__(*args, prefix="files", **options)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].widget = forms.HiddenInput()
        form.asset = self.assets.get(id_of(form["asset_id"].value()))

    def clean(self) -> None:
        covers = 0
        for form in self.kept():
            if form.asset is None:
                raise forms.ValidationError(_now("所选的文件不属于本网站，请删除后重新上传。"))
            role = form.cleaned_data["role"]
            if form.asset.kind != AssetKind.IMAGE and role != AssetRole.ATTACHMENT:
                form.add_error("role", _now("文档只能用作附件。"))
            covers += role == AssetRole.COVER
        if covers > 1:
            raise forms.ValidationError(_now("题图只能有一张，请把其余图片改为正文图片或附件。"))

    def kept(self) -> list[forms.Form]:
        """The rows that stay, in their order."""
        rows = [form for form in self.forms if getattr(form, "cleaned_data", None) and not form.cleaned_data["DELETE"]]
        return sorted(rows, key=lambda form: form.cleaned_data.get("ORDER") or 0)

    def pictures_without_text(self) -> list[forms.Form]:
        """Rows of pictures shown on the page that say nothing to those who cannot see them."""
        return [
            form
            for form in self.kept()
            if form.asset.kind == AssetKind.IMAGE
            and form.cleaned_data["role"] != AssetRole.ATTACHMENT
            and not form.cleaned_data["alt_text"]
        ]

    def pictures_outside(self, body: str) -> list[forms.Form]:
        """Rows of pictures meant for the text that do not stand in ``body``."""
        shown = {unquote(one["src"]) for one in images(sanitise(body)) if "src" in one}
        return [
            form
            for form in self.kept()
            if form.cleaned_data["role"] == AssetRole.BODY and unquote(form.asset.file.url) not in shown
        ]

    def uses(self) -> tuple[AssetUse, ...]:
        """What a draft takes; only after ``is_valid()``."""
        return tuple(
            AssetUse(
                asset_id=form.asset.pk, role=AssetRole(form.cleaned_data["role"]), title=form.cleaned_data["title"]
            )
            for form in self.kept()
        )


AssetRows = forms.formset_factory(
    AssetRowForm,
    formset=BaseAssetRows,
    extra=0,
    can_delete=True,
    can_order=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def row_of(asset: Asset, role: str = "", title: str = "") -> dict[str, Any]:
    """The values of one row."""
    standard = AssetRole.BODY if asset.kind == AssetKind.IMAGE else AssetRole.ATTACHMENT
    return {
        "asset_id": asset.pk,
        "role": role or standard,
        "title": title or asset.title,
        "alt_text": asset.alt_text,
        "rights_note": asset.rights_note,
    }


def uses_of(revision: Revision | None) -> list[dict[str, Any]]:
    """The rows of a saved revision; prefetch ``uses__asset``."""
    if revision is None:
        return []
    return [row_of(use.asset, use.role, use.title) for use in revision.uses.all()]


def ids_in(data: Any) -> list[int]:
    """The asset ids that a posted form speaks of, well-formed or not."""
    total = id_of(data.get("files-TOTAL_FORMS", "")) or 0
    found: Iterable[int | None] = (id_of(data.get(f"files-{n}-asset_id", "")) for n in range(min(total, MOST_ROWS)))
    return [one for one in found if one is not None]
