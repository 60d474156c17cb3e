"""The tree of bodies."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from sites.actions import change_organisation, create_organisation
from sites.admin.base import ActionAdmin, ActionForm
from sites.models import Organisation
from sites.rules import opening_outcome

INDENT_EM = 1.6


class OrganisationForm(ActionForm):
    def act(self, values: dict[str, Any], *, confirmed: bool) -> Organisation:
        if self.instance.pk is None:
            return create_organisation(actor=self.actor, **values)
        return change_organisation(actor=self.actor, organisation_id=self.instance.pk, **values)


@admin.register(Organisation)
class OrganisationAdmin(ActionAdmin):
    """Governments and the bodies under them, in tree order (ORG-01)."""

    form = OrganisationForm
    list_display = ["indented_name", "level", "kind", "management", "trade_superior", "site_link"]
    list_display_links = ["indented_name"]
    list_filter = ["level", "kind", "management"]
    list_select_related = ["trade_superior", "site"]
    list_per_page = 200
    search_fields = ["name", "short_name", "region_code"]
    search_help_text = _("按全称、简称或行政区划代码查找。")
    ordering = ["tree_id", "lft"]
    sortable_by = ()
    autocomplete_fields = ["parent", "trade_superior"]
    readonly_fields = ["may_open_site", "superior_names"]
    fieldsets = [
        (
            _("机构"),
            {"fields": [("name", "short_name"), ("level", "kind"), ("region_code", "has_administrative_function")]},
        ),
        (
            _("上级"),
            {
                "fields": ["parent", "trade_superior", "management", "superior_names"],
                "description": _("地方管理的以隶属的人民政府为上级；垂直管理的以业务上级为上级；双重管理的两者都是。"),
            },
        ),
        (_("网站开设"), {"fields": ["may_open_site"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return super().get_queryset(request).order_by("tree_id", "lft")

    def get_fieldsets(self, request: HttpRequest, obj: Organisation | None = None) -> Any:
        if obj is not None:
            return self.fieldsets
        first, second, _third = self.fieldsets
        fields = [name for name in second[1]["fields"] if name != "superior_names"]
        return [first, (second[0], {**second[1], "fields": fields})]

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        # MPTT's own field writes dashes before the name, which the search box then shows.
        return super().formfield_for_foreignkey(db_field, request, form_class=ModelChoiceField, **kwargs)

    @display(description=_("机构"))
    def indented_name(self, one: Organisation) -> SafeString:
        return format_html('<span style="padding-left:{}em">{}</span>', one.tree_depth * INDENT_EM, one.name)

    @display(description=_("网站"))
    def site_link(self, one: Organisation) -> str:
        site = getattr(one, "site", None)
        if site is None:
            return "—"
        return format_html('<a href="{}">{}</a>', reverse("admin:gov_sites_site_change", args=[site.pk]), site.name)

    @display(description=_("按管理体制，直接上级是"))
    def superior_names(self, one: Organisation) -> str:
        return "、".join(str(body) for body in one.superiors()) or str(_("无"))

    @display(description=_("能否开设网站"))
    def may_open_site(self, one: Organisation) -> str:
        opening = opening_outcome(one)
        return f"{opening.outcome.label}。{opening.basis}"
