"""List, detail and export of the operation log (SEC-03)."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from audit.admin.changes import changes_table, type_name
from audit.admin.filters import PeriodFilter, ResultFilter, VerbFilter
from audit.export import rows_as_csv
from audit.log import Result, record, verbs
from audit.log.chain import seal
from audit.models import LogEntry
from audit.policies import LogPolicy

STAMP = "%Y-%m-%d %H:%M:%S"


@admin.register(LogEntry)
class LogEntryAdmin(ModelAdmin):
    """For the auditor alone, to read; nobody, auditor included, changes anything here."""

    list_display = ["when", "who", "what", "on_what", "outcome", "address"]
    list_display_links = ["when", "what"]
    list_filter = [PeriodFilter, VerbFilter, ResultFilter]
    list_filter_submit = True
    list_filter_sheet = False
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["actor_name", "actor__username", "object_name", "object_id", "address", "verb", "reason"]
    search_help_text = _("按操作人、操作、对象名称或编号、来源地址、说明查找。")
    list_select_related = ["actor"]
    list_before_template = "admin/audit/export_link.html"
    fieldsets = [
        (_("何人何时"), {"fields": ["sequence", "when", "who", "address", "channel_name"]}),
        (_("何事"), {"fields": ["what", "on_what", "site_id", "result_name", "reason", "changes"]}),
        (_("防篡改校验"), {"fields": ["intact", "own_seal", "previous_seal"]}),
    ]

    # --- Who may -------------------------------------------------------------
    def has_view_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return LogPolicy(getattr(request, "grants", None)).may_read()

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[LogEntry]:
        return LogPolicy(getattr(request, "grants", None)).visible(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LogEntry], search_term: str
    ) -> tuple[QuerySet[LogEntry], bool]:
        found, distinct = super().get_search_results(request, queryset, search_term)
        named = verbs.search(search_term)  # people search for 登录, the row holds session.login
        return (queryset.filter(Q(pk__in=found.values("pk")) | Q(verb__in=named)) if named else found), distinct

    # --- What is shown -------------------------------------------------------
    @display(description=_("时间"), ordering="sequence")
    def when(self, entry: LogEntry) -> str:
        return timezone.localtime(entry.at).strftime(STAMP)

    @display(description=_("操作人"))
    def who(self, entry: LogEntry) -> str:
        if entry.actor is None:
            return str(entry.actor_name or _("系统"))
        return f"{entry.actor_name}（{entry.actor.username}）"

    @display(description=_("操作"), ordering="verb")
    def what(self, entry: LogEntry) -> str:
        return verbs.label(entry.verb)

    @display(description=_("对象"))
    def on_what(self, entry: LogEntry) -> str:
        if not entry.object_type:
            return "—"
        return f"{type_name(entry.object_type)}：{entry.object_name}"

    @display(description=_("结果"), label={Result.OK: "success", Result.REFUSED: "warning", Result.FAILED: "danger"})
    def outcome(self, entry: LogEntry) -> tuple[str, str]:
        return entry.result, entry.get_result_display()

    @display(description=_("结果"))
    def result_name(self, entry: LogEntry) -> str:
        return str(entry.get_result_display())

    @display(description=_("校验值（SM3）"))
    def own_seal(self, entry: LogEntry) -> SafeString:
        return format_html('<code style="word-break:break-all">{}</code>', entry.digest)

    @display(description=_("上一条的校验值"))
    def previous_seal(self, entry: LogEntry) -> SafeString:
        return format_html('<code style="word-break:break-all">{}</code>', entry.previous_digest or "—")

    @display(description=_("渠道"))
    def channel_name(self, entry: LogEntry) -> str:
        return str({"web": _("网页"), "system": _("系统任务或命令")}.get(entry.channel, entry.channel))

    @display(description=_("改动"))
    def changes(self, entry: LogEntry) -> SafeString:
        return changes_table(entry)

    @display(description=_("本条"))
    def intact(self, entry: LogEntry) -> SafeString:
        if seal(entry) == entry.digest:
            return format_html("{}", _("与写入时一致。"))
        return format_html(
            '<strong class="text-red-600">{}</strong>', _("内容被改动，请运行 verify_log 检查全部日志。")
        )

    # --- Export --------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="audit_logentry_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """Every row that the present search and filters show, as a table. The export is an act of its own."""
        if not self.has_view_permission(request):
            raise Http404
        try:
            listed = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:  # the list itself would start again without filters
            raise Http404 from error
        record("audit.log.export", actor=request.user, new={"filter": request.GET.dict(), "rows": listed.count()})
        name = timezone.localtime().strftime("log-%Y%m%d-%H%M.csv")
        return StreamingHttpResponse(
            rows_as_csv(listed.iterator(chunk_size=1000)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
