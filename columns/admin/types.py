"""The table of column types, kept by the platform administrator for all sites."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.admin.base import ActionAdmin
from accounts.models import User
from columns.actions import add_column_type, change_column_type
from columns.actions.types import may_keep_types
from columns.models import ColumnType
from sites.errors import Invalid


class ColumnTypeForm(forms.ModelForm):
    """The action is the last step of validation; ``actor`` is set on the class for each request."""

    actor: User

    class Meta:
        model = ColumnType
        fields = ("name", "required_as", "rhythm_days", "order")

    def _post_clean(self) -> None:
        if self.errors:
            return
        act = change_column_type if self.instance.pk else add_column_type
        try:
            self.instance = act(actor=self.actor, **{"name": self.instance.pk} | self.cleaned_data)
        except Invalid as error:
            for name, lines in (error.fields or {None: [str(error)]}).items():
                self.add_error(name if name in self.fields else None, lines)

    def save(self, commit: bool = True) -> ColumnType:
        """The action has saved already."""
        self.save_m2m = lambda: None
        return self.instance


@admin.register(ColumnType)
class ColumnTypeAdmin(ActionAdmin):
    form = ColumnTypeForm
    list_display = ("name", "standard", "required_as", "rhythm_days", "order")
    ordering = ("order", "name")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_keep_types(request.grants)

    has_module_permission = has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_keep_types(request.grants)

    def get_readonly_fields(self, request: HttpRequest, obj: ColumnType | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return ("name", "required_as") if obj.is_standard else ("name",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        return form

    def save_model(self, request: HttpRequest, obj: ColumnType, form: Any, change: bool) -> None:
        """The form's action has saved it."""

    @display(description=_("国家标准"), boolean=True, ordering="is_standard")
    def standard(self, obj: ColumnType) -> bool:
        return obj.is_standard
