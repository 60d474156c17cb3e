"""The tables a province edits: who may have a site, what numbers look like."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from sites.actions import delete_setting, save_setting
from sites.admin.base import ActionAdmin, ActionForm
from sites.models import IdentifierPattern, OpeningOutcome, OrganisationKind, OrganisationLevel, SiteOpeningRule


class SettingForm(ActionForm):
    """A row of a table: what was typed, put together and saved by the action."""

    def act(self, values: dict[str, Any], *, confirmed: bool) -> Any:
        for name, value in values.items():
            setattr(self.instance, name, value)
        return save_setting(actor=self.actor, row=self.instance)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "province" in self.fields:
            provinces = self.fields["province"].queryset
            self.fields["province"].queryset = provinces.filter(
                kind=OrganisationKind.GOVERNMENT, level=OrganisationLevel.PROVINCE
            )
            self.fields["province"].empty_label = str(_("全国"))


class SettingAdmin(ActionAdmin):
    form = SettingForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete_setting(actor=request.user, row=obj)

    @display(description=_("适用范围"), ordering="province")
    def where(self, row: Any) -> str:
        return row.province.name if row.province else str(_("全国"))


@admin.register(SiteOpeningRule)
class SiteOpeningRuleAdmin(SettingAdmin):
    """Who may open a site (SITE-01). A province's own rule goes before the national one."""

    list_display = ["level", "kind", "is_vertical", "where", "outcome_label", "basis"]
    list_display_links = ["level", "kind"]
    list_filter = ["level", "kind", "outcome"]
    list_select_related = ["province"]
    ordering = ["level", "kind", "vertical", "province"]
    fieldsets = [
        (_("适用于"), {"fields": ["province", ("level", "kind"), "vertical"]}),
        (_("规定"), {"fields": ["outcome", "basis"]}),
    ]

    @display(description=_("垂直管理"))
    def is_vertical(self, rule: SiteOpeningRule) -> str:
        return str(_("是")) if rule.vertical else "—"

    @display(
        description=_("结论"),
        label={
            OpeningOutcome.ALLOWED: "success",
            OpeningOutcome.SPECIAL_NEED: "warning",
            OpeningOutcome.REFUSED: "danger",
        },
    )
    def outcome_label(self, rule: SiteOpeningRule) -> tuple[str, str]:
        return rule.outcome, rule.get_outcome_display()

    def delete_model(self, request: HttpRequest, obj: SiteOpeningRule) -> None:
        super().delete_model(request, obj)
        messages.warning(request, _("规则已删除。没有规则可依的单位不能开设网站。"))


@admin.register(IdentifierPattern)
class IdentifierPatternAdmin(SettingAdmin):
    """Usual forms of registration numbers; others are taken after confirmation (SITE-03)."""

    list_display = ["kind", "format", "example", "where"]
    list_display_links = ["kind", "format"]
    list_filter = ["kind"]
    list_select_related = ["province"]
    fieldsets = [(None, {"fields": ["kind", "province", "format", "example"]})]
