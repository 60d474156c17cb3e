"""Sites: list, record and the steps of their life."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from sites.actions.site_checks import CHANGEABLE
from sites.admin.base import ActionAdmin, policy_of_request
from sites.admin.site_forms import NewSiteForm, SiteForm
from sites.admin.steps import STEPS, offered, step_view
from sites.domains import readable
from sites.models import Site, SiteStatus

NAME = (_("名称"), {"fields": ["name", "name_note", "description", "keywords"]})
REGISTRATION = (
    _("登记信息"),
    {
        "fields": [("id_code", "icp_number"), ("police_number", "has_party_government_mark")],
        "description": _("上线前须全部登记。编号与常见格式不同时会请您核对，确认无误即可保存。"),
    },
)
PEOPLE = (
    _("责任与联系"),
    {
        "fields": [
            ("person_in_charge", "operator"), ("contact_name", "contact_phone"), ("contact_email", "contact_address"),
        ]
    },
)  # fmt: skip
LOOK = (
    _("外观"),
    {
        "fields": ["logo", ("slogan", "show_slogan"), "main_colour", "accent_colour", "third_colour"],
        "description": _("一种主色，最多再加两种颜色。主色与白色的对比度至少 4.5:1，其他颜色至少 3:1。"),
    },
)
LONG_TEXTS = ("description", "special_need")
LEVELS = [(3, _("三级：初审、复审、终审")), (2, _("两级：初审、终审")), (1, _("一级：终审"))]
REVIEW = (_("审核"), {"fields": ["review_levels"]})


@admin.register(Site)
class SiteAdmin(ActionAdmin):
    """For the platform's administrators; a site's manager sees and keeps contact and look of their own."""

    list_display = ["name_and_note", "organisation", "kind", "status_label", "main_domain", "id_code"]
    list_display_links = ["name_and_note"]
    list_filter = ["status", "kind"]
    list_select_related = ["organisation"]
    search_fields = ["name", "name_note", "code", "id_code", "organisation__name", "domains__host"]
    search_help_text = _("按网站名称、主办单位、域名或标识码查找。")
    autocomplete_fields = ["organisation"]
    change_form_outer_before_template = "admin/gov_sites/site_panel.html"

    def get_fieldsets(self, request: HttpRequest, obj: Site | None = None) -> Any:
        if obj is not None:
            return [NAME, REGISTRATION, PEOPLE, LOOK, REVIEW]
        opening = (
            _("开设"),
            {
                "fields": [("organisation", "code"), "domain", "special_need"],
                "description": _("能否开设由规则表决定，见“网站开设规则”。新网站为筹建状态，登记齐全后再上线。"),
            },
        )
        return [opening, NAME, REGISTRATION, PEOPLE, LOOK, REVIEW]

    def get_form(self, request: HttpRequest, obj: Site | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = SiteForm if obj else NewSiteForm
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Site | None = None) -> list[str]:
        if obj is None:
            return []
        if obj.status == SiteStatus.CLOSED:
            return sorted(CHANGEABLE)
        return sorted(CHANGEABLE - policy_of_request(request).changeable_fields(obj, CHANGEABLE))

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in LONG_TEXTS:
            kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": 3})
        elif db_field.name == "review_levels":
            kwargs["widget"] = UnfoldAdminSelectWidget(choices=LEVELS)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # --- Who may -------------------------------------------------------------
    def has_view_permission(self, request: HttpRequest, obj: Site | None = None) -> bool:
        policy = policy_of_request(request)
        if obj is None:
            return policy.is_platform_admin or bool(policy.managed_ids())
        return policy.may_change(obj)

    def has_change_permission(self, request: HttpRequest, obj: Site | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Site]:
        rows = super().get_queryset(request).select_related("organisation").prefetch_related("domains")
        return policy_of_request(request).visible(rows)

    # --- Pages ---------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        def address(name: str) -> str:
            domain = "domains/<int:domain_id>/" if STEPS[name].on_domain else ""
            return f"<int:object_id>/{domain}{name}/"

        steps = [
            path(address(name), self.admin_site.admin_view(self._step(name)), name=f"gov_sites_site_{name}")
            for name in STEPS
        ]
        return [*steps, *super().get_urls()]

    def _step(self, name: str) -> Any:
        def view(request: HttpRequest, object_id: int, domain_id: int | None = None) -> HttpResponse:
            page = {**self.admin_site.each_context(request), "opts": self.opts}
            return step_view(request, name=name, object_id=object_id, domain_id=domain_id, page=page)

        return view

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        site = self.get_object(request, object_id)
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **self._panel(request, site)}
        )

    def _panel(self, request: HttpRequest, site: Site | None) -> dict[str, Any]:
        """What stands above the form: state, domains and the steps that are possible now."""
        if site is None:
            return {}
        is_platform_admin = policy_of_request(request).is_platform_admin
        open_to_change = is_platform_admin and site.status != SiteStatus.CLOSED
        return {
            "site": site,
            "site_domains": [(one, readable(one.host)) for one in site.domains.all()],
            "site_steps": [(f"admin:gov_sites_site_{name}", step) for name, step in offered(site)]
            if is_platform_admin
            else [],
            "may_change_domains": open_to_change,
            "title": site.name,
        }

    # --- Columns of the list -------------------------------------------------
    @display(description=_("网站"), ordering="name")
    def name_and_note(self, site: Site) -> str:
        return f"{site.name}（{site.name_note}）" if site.name_note else site.name

    @display(
        description=_("状态"),
        ordering="status",
        label={
            SiteStatus.DRAFT: "info",
            SiteStatus.LIVE: "success",
            SiteStatus.OFFLINE: "warning",
            SiteStatus.CLOSED: "danger",
        },
    )
    def status_label(self, site: Site) -> tuple[str, str]:
        return site.status, site.get_status_display()

    @display(description=_("主域名"))
    def main_domain(self, site: Site) -> str | SafeString:
        host = site.primary_domain
        if not host or site.status != SiteStatus.LIVE:
            return host or "—"
        return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', site.absolute_url(), host)
