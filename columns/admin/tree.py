"""The tree of one site at a time, and the form of a column."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.base import ActionAdmin
from accounts.places import site_ids
from columns.admin.acts import ColumnActs, tree_url
from columns.admin.forms import ColumnForm, SetForm
from columns.inspection import inspect
from columns.models import Column, ColumnAddress
from columns.policies import ColumnPolicy, ColumnVerb
from columns.sitetree import site_tree
from sites.models import Site

LAST_SITE = "columns_site"

FIELDSETS = [
    (None, {"fields": ["name", "slug", "type", "further_types", "layout"]}),
    (
        gettext_lazy("页面标签"),
        {
            "fields": ["description", "keywords"],
            "description": gettext_lazy("显示在栏目页面的标签中，供检索和监测使用，不能为空。"),
        },
    ),
    (gettext_lazy("显示"), {"fields": ["is_channel", "is_hidden", "page_size"]}),
    (gettext_lazy("责任与更新"), {"fields": ["owner", "rhythm_days"]}),
    (
        gettext_lazy("设置要求"),
        {
            "fields": ["is_required", "is_prescribed"],
            "description": gettext_lazy(
                "必设栏目没有内容时网站不能上线；法定栏目没有内容时，填写说明并经另一人审核后也会显示。"
            ),
        },
    ),
    (
        gettext_lazy("专题"),
        {
            "fields": ["is_topic", "topic_starts_on", "topic_ends_on", "picture"],
            "description": gettext_lazy("专题在期限内以图片入口显示在首页，结束后标注归档，保留在专题区。"),
        },
    ),
]
ROOT_FIELDSETS = [(None, {"fields": ["name", "description", "keywords", "owner", "rhythm_days"]})]


@admin.register(Column)
class ColumnAdmin(ColumnActs, ActionAdmin):
    """Who may, the policy says; what happens, the actions."""

    form = ColumnForm
    change_form_before_template = "admin/columns/panel.html"

    class Media:
        css = {"all": ["columns/tree.css"]}

    def policy(self, request: HttpRequest) -> ColumnPolicy:
        return ColumnPolicy(request.grants)

    def has_view_permission(self, request: HttpRequest, obj: Column | None = None) -> bool:
        policy = self.policy(request)
        if obj is not None:
            return policy.may(ColumnVerb.VIEW, obj)
        return bool(policy.reach(ColumnVerb.VIEW))

    has_module_permission = has_view_permission

    def has_change_permission(self, request: HttpRequest, obj: Column | None = None) -> bool:
        policy = self.policy(request)
        return bool(policy.reach(ColumnVerb.CHANGE)) if obj is None else policy.may(ColumnVerb.CHANGE, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(self.policy(request).reach(ColumnVerb.CREATE))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Column]:
        """What may be opened in the form."""
        columns = Column.objects.select_related("site", "parent", "type").order_by("lft")
        return self.policy(request).rows(ColumnVerb.CHANGE, columns)

    # --- the tree -----------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise Http404
        policy = self.policy(request)
        sites = Site.objects.filter(pk__in=site_ids(policy.reach(ColumnVerb.VIEW))).prefetch_related("domains")
        chosen = self._chosen(request, sites)
        context = {"sites": sites, "site": chosen, "media": self.media}
        if chosen is not None:
            context |= self._tree(policy, chosen)
        return self.page(request, "admin/columns/tree.html", _("栏目"), **context)

    def _chosen(self, request: HttpRequest, sites: QuerySet[Site]) -> Site | None:
        """The site asked for, else the last one looked at, else the first."""
        asked = request.GET.get("site", "")
        if asked:
            found = sites.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
            if found is None:
                raise Http404
            request.session[LAST_SITE] = found.pk
            return found
        return sites.filter(pk=request.session.get(LAST_SITE)).first() or sites.first()

    def _tree(self, policy: ColumnPolicy, site: Site) -> dict[str, Any]:
        tree, now = site_tree(site), timezone.now()
        columns = Column.objects.filter(site=site)
        seen, managed = (
            set(policy.rows(verb, columns).values_list("pk", flat=True))
            for verb in (ColumnVerb.VIEW, ColumnVerb.CHANGE)
        )
        explained = set(policy.rows(ColumnVerb.EXPLAIN, columns).values_list("pk", flat=True))
        rows = [
            {
                "node": node,
                "managed": node.id in managed,
                "explains": node.is_prescribed and node.id in explained,
                "stale": node.is_stale(now),
                "over": node.topic_is_over(),
                "first": node is node.parent.children[0],
                "last": node is node.parent.children[-1],
                "url": site.absolute_url(node.url),
            }
            for node in tree.nodes[1:]
            if node.id in seen
        ]
        whole = tree.root.id in managed
        findings = [one for one in inspect(site, now) if one.column is None or one.column.id in seen]
        return {
            "tree": tree, "rows": rows, "whole": whole, "findings": findings,
            "draggable": bool(managed), "set_form": SetForm(initial={"name": site.kind}) if whole else None,
        }  # fmt: skip

    # --- the form -----------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        extra = {"title": _("新建栏目"), "show_save_and_add_another": False, "show_save_and_continue": False}
        if object_id is None:
            if "parent" not in request.GET:  # the "+" of the admin's frame knows no parent
                messages.info(request, _("请在栏目树中点“加下级”，或新建一级栏目。"))
                return redirect("admin:columns_column_changelist")
            above = self._above(request)
            extra["subtitle"] = _("放在“%(name)s”之下") % {"name": above.name}
        else:
            column = self.get_object(request, object_id)
            if column is None:
                raise Http404
            extra |= {"title": column.name, "subtitle": None} | self._panel(request, column)
        return super().changeform_view(request, object_id, form_url, extra | (extra_context or {}))

    def _above(self, request: HttpRequest) -> Column:
        """The parent of the column to be; the same 404 whether it is missing or not theirs."""
        asked = request.GET.get("parent", "")
        found = self.get_queryset(request).filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
        if found is None:
            raise Http404
        return found

    def _panel(self, request: HttpRequest, column: Column) -> dict[str, Any]:
        policy = self.policy(request)
        return {
            "column": column,
            "public_url": column.site.absolute_url(column.get_absolute_url()),
            "old_addresses": ColumnAddress.objects.filter(column=column).order_by("path")[:20],
            "may_delete": column.parent is not None and policy.may(ColumnVerb.DELETE, column.parent),
            "tree_url": tree_url(column),
        }

    def get_form(self, request: HttpRequest, obj: Column | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        form.above = None if change else self._above(request)
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the buttons that open the related row's own form: people and types are kept elsewhere."""
        found = super().formfield_for_dbfield(db_field, request, **kwargs)
        if found is not None and isinstance(found.widget, RelatedFieldWidgetWrapper):
            found.widget = found.widget.widget
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Column | None = None) -> Any:
        fieldsets = ROOT_FIELDSETS if obj is not None and obj.parent_id is None else FIELDSETS
        first, *rest = fieldsets
        return [(first[0], first[1] | {"fields": [*first[1]["fields"], "base"]}), *rest]

    def save_model(self, request: HttpRequest, obj: Column, form: Any, change: bool) -> None:
        """The form's action has saved it."""

    def response_post_save_add(self, request: HttpRequest, obj: Column) -> HttpResponse:
        return redirect(tree_url(obj))

    response_post_save_change = response_post_save_add

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [path(route, wrap(view), name=name) for route, view, name in self.acts()]
        return own + super().get_urls()
