"""What the admin pages of this room have in common."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from sites.errors import Invalid, NeedsConfirmation, Refused
from sites.policies import SitePolicy


def policy_of_request(request: HttpRequest) -> SitePolicy:
    return SitePolicy(getattr(request, "grants", None))


class ActionForm(forms.ModelForm):
    """A form whose last check *is* the action: what it refuses stands at the field it is about.

    Subclasses say in ``act`` which action that is. Nothing is written unless all
    fields are in order, and what was typed stays. Where the action doubts
    something, the page shows a box to tick and the form may be sent again.
    """

    actor: Any = None  # set by the admin on the class made for one request
    confirmed = forms.BooleanField(required=False)

    def act(self, values: dict[str, Any], *, confirmed: bool) -> models.Model:
        raise NotImplementedError

    def _post_clean(self) -> None:
        """The action checks the model's rules, under its lock and in its transaction."""

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        if self.errors:
            return values
        confirmed = values.pop("confirmed", False)
        try:
            self.instance = self.act(values, confirmed=confirmed)
        except NeedsConfirmation as doubt:
            self.doubts = [line for lines in doubt.fields.values() for line in lines]
            self.add_error(None, _("有内容需要核对，还没有保存。请核对下面列出的内容，确认无误后勾选并再次保存。"))
        except Invalid as refusal:
            self._show(refusal)
        except Refused as refusal:
            self.add_error(None, str(refusal))
        return values

    def _show(self, refusal: Invalid) -> None:
        for name, lines in refusal.fields.items():
            for line in lines:
                self.add_error(name if name in self.fields else None, line)
        if not refusal.fields:
            self.add_error(None, str(refusal))


class ActionAdmin(ModelAdmin):
    """Only the platform's administrators, writes only by actions, nothing deleted, no bulk acts."""

    actions = None
    list_per_page = 50
    list_filter_submit = True
    list_filter_sheet = False
    show_full_result_count = False
    warn_unsaved_form = True
    change_form_before_template = "admin/gov_sites/doubts.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return policy_of_request(request).is_platform_admin

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy_of_request(request).is_platform_admin

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        for field in form.base_fields.values():  # bodies are made on their own page, not in a pop-up
            for right in ("can_add_related", "can_change_related", "can_view_related", "can_delete_related"):
                if hasattr(field.widget, right):
                    setattr(field.widget, right, False)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        shown = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's action has written it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The form's action has written it."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """The action wrote the operation log already."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """The action wrote the operation log already."""
