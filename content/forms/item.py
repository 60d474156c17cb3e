"""The form behind the editor's desk."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from columns.models import Column
from content.draft import AssetUse, Draft, Facts
from content.forms.columns import ColumnField
from content.forms.widgets import BodyWidget
from content.models import DocumentFacts, Item, ItemKind, Revision

DOCUMENT_KINDS = (ItemKind.POLICY, ItemKind.LAW)
FACT_NAMES = (
    "issuer",
    "document_number",
    "index_number",
    "issued_on",
    "released_on",
    "effective_on",
    "expires_on",
    "source_label",
)
TEXT_NAMES = (
    "title",
    "short_title",
    "body",
    "summary",
    "keywords",
    "source",
    "source_url",
    "author",
    "responsible_editor",
    "theme",
)
MINUTE = "%Y-%m-%dT%H:%M"


def model_text(model: type[Revision] | type[DocumentFacts], name: str, **options: Any) -> forms.CharField:
    """A text field as long as the model's, with the model's label and help."""
    field = model._meta.get_field(name)
    defaults = {"label": field.verbose_name, "help_text": field.help_text, "required": not field.blank}
    return forms.CharField(max_length=field.max_length, **defaults | options)


def model_day(name: str) -> forms.DateField:
    field = DocumentFacts._meta.get_field(name)
    return forms.DateField(
        label=field.verbose_name,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请填写正确的日期，例如 2026-05-01。")},
    )


class ItemForm(forms.Form):
    """All that an editor types of one item. ``draft()`` gives what the actions take.

    ``columns`` are the ones the person may write in. Everything typed comes back
    with the form when something is wrong.
    """

    title = model_text(Revision, "title", widget=forms.Textarea(attrs={"rows": 2, "data-single-line": ""}))
    short_title = model_text(Revision, "short_title")
    column = ColumnField(label=_("栏目"))
    kind = forms.ChoiceField(label=_("类型"), choices=ItemKind)
    body = forms.CharField(label=_("正文"), required=False, widget=BodyWidget)
    summary = model_text(
        Revision, "summary", widget=forms.Textarea(attrs={"rows": 3}), help_text=_("一两句话说明内容，用于分享和检索。")
    )
    keywords = model_text(Revision, "keywords")
    source = model_text(Revision, "source", required=False, help_text=_("留空时填写本网站主办单位。"))
    source_url = forms.URLField(
        label=_("原文网址"), max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": _("请填写完整的网址，例如 https://www.gov.cn/。")},
    )  # fmt: skip
    author = model_text(Revision, "author")
    responsible_editor = model_text(Revision, "responsible_editor")
    theme = model_text(Revision, "theme")
    issuer = model_text(DocumentFacts, "issuer")
    document_number = model_text(DocumentFacts, "document_number")
    index_number = model_text(DocumentFacts, "index_number")
    issued_on = model_day("issued_on")
    released_on = model_day("released_on")
    effective_on = model_day("effective_on")
    expires_on = model_day("expires_on")
    source_label = model_text(DocumentFacts, "source_label")
    publish_at = forms.DateTimeField(
        label=_("定时发布"), required=False, input_formats=[MINUTE, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE),
        help_text=_("留空时，签发后立即发布。"),
        error_messages={"invalid": _("请填写正确的日期和时间，例如 2026-05-01 09:00。")},
    )  # fmt: skip
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, columns: dict[int, Column], column_fixed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["column"].offer(columns)
        self.fields["column"].disabled = self.fields["kind"].disabled = column_fixed

    @classmethod
    def initial_of(cls, item: Item) -> dict[str, Any]:
        """What the form shows of the newest revision of ``item``."""
        head = item.head
        values: dict[str, Any] = {name: getattr(head, name) for name in TEXT_NAMES}
        facts = getattr(head, "facts", None)
        values |= {name: getattr(facts, name) for name in FACT_NAMES if facts}
        return values | {
            "column": item.column_id,
            "kind": item.kind,
            "publish_at": item.publish_at,
            "base_version": item.version,
        }

    @classmethod
    def initial_for(cls, user: User, columns: dict[int, Column]) -> dict[str, Any]:
        """A new item: what can be known before anything is typed."""
        only = next(iter(columns)) if len(columns) == 1 else None
        return {"responsible_editor": user.name, "kind": ItemKind.NEWS, "column": only}

    def clean_publish_at(self) -> Any:
        moment = self.cleaned_data["publish_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_now("定时发布的时间已经过去，请选择将来的时间，或者留空。"))
        return moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("effective_on"), data.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", _now("废止日期不能早于施行日期。"))
        column = data.get("column")
        if column and not data.get("source"):
            data["source"] = column.site.organisation.name
        return data

    def draft(self, assets: tuple[AssetUse, ...]) -> Draft:
        """The draft typed; only after ``is_valid()``."""
        data = self.cleaned_data
        texts = {name: data[name] for name in TEXT_NAMES}
        facts = Facts(**{name: data[name] for name in FACT_NAMES}) if data["kind"] in DOCUMENT_KINDS else None
        return Draft(**texts, assets=assets, facts=facts)

    def take(self, fields: dict[str, list[str]], message: str) -> None:
        """Put a refusal where it belongs: beside its fields, or on top."""
        placed = False
        for name, lines in fields.items():
            target = name if name in self.fields else None
            for line in lines:
                self.add_error(target, str(line))
                placed = True
        if not placed:
            self.add_error(None, message)
