"""What may be done to a column besides filling in its form: moving, hiding, explaining, deleting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.admin.base import try_to
from columns import actions
from columns.admin.forms import ExplanationForm, MoveForm, SetForm
from columns.admin.placing import beside, pushed
from columns.models import Column
from columns.policies import ColumnPolicy, ColumnVerb
from sites.errors import Refused
from sites.models import Site

View = Callable[..., HttpResponse]


class ColumnActs:
    """Mixin of ``ColumnAdmin``: the pages of the acts. The actions decide who may."""

    policy: Callable[[HttpRequest], ColumnPolicy]
    page: Callable[..., HttpResponse]

    def acts(self) -> list[tuple[str, View, str]]:
        """Route, view and name of each act."""
        return [
            ("place/", require_POST(self.place), "columns_column_place"),
            ("apply-set/", require_POST(self.apply_set), "columns_column_apply_set"),
            ("<int:pk>/move/", self.move, "columns_column_move"),
            ("<int:pk>/hide/", require_POST(self.hide), "columns_column_hide"),
            ("<int:pk>/show/", require_POST(self.show), "columns_column_show"),
            ("<int:pk>/explanation/", self.explanation, "columns_column_explanation"),
            ("<int:pk>/delete/", self.delete, "columns_column_delete"),
        ]

    def column_or_404(self, request: HttpRequest, verb: ColumnVerb, pk: Any) -> Column:
        """The column, if the person may do ``verb`` to it; else the same 404 as for none."""
        text = str(pk)
        columns = Column.objects.select_related("site", "parent")
        found = (
            self.policy(request).rows(verb, columns).filter(pk=text).first()
            if text.isdecimal() and len(text) < 19
            else None
        )
        if found is None:
            raise Http404
        return found

    def place(self, request: HttpRequest) -> HttpResponse:
        """A drop (column, target, where) or a push (``step`` is "12:up") in the tree."""
        pk, _colon, direction = request.POST.get("step", "").partition(":")
        column = self.column_or_404(request, ColumnVerb.MOVE, pk or request.POST.get("column"))
        try:
            if direction:
                parent_id, after_id = pushed(column, direction)
            else:
                target = self.column_or_404(request, ColumnVerb.VIEW, request.POST.get("target"))
                parent_id, after_id = beside(column, target, request.POST.get("where", ""))
        except (KeyError, ValueError) as error:
            raise Http404 from error
        self._move(request, column, parent_id, after_id)
        return self._back(column)

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form for whoever does not drag."""
        column = self.column_or_404(request, ColumnVerb.MOVE, pk)
        targets = self.policy(request).rows(ColumnVerb.MOVE, Column.objects.filter(site=column.site))
        form = MoveForm(column, targets, request.POST or None, initial={"target": column.parent_id})
        if request.method == "POST" and form.is_valid():
            parent_id, after_id = beside(column, form.cleaned_data["target"], form.cleaned_data["where"])
            if self._move(request, column, parent_id, after_id):
                return self._back(column)
        return self._page(request, "move", _("移动栏目：%(name)s"), column, form=form)

    def _move(self, request: HttpRequest, column: Column, parent_id: int, after_id: int | None) -> bool:
        return try_to(
            request,
            lambda: actions.move_column(
                actor=request.user, column_id=column.pk, parent_id=parent_id, after_id=after_id
            ),
            _("已移动“%(name)s”。地址如有变化，旧地址会自动跳转。") % {"name": column.name},
        )

    def hide(self, request: HttpRequest, pk: int) -> HttpResponse:
        column = self.column_or_404(request, ColumnVerb.CHANGE, pk)
        done = _("“%(name)s”及其下级已不再显示。") % {"name": column.name}
        try_to(request, lambda: actions.hide_column(actor=request.user, column_id=pk), done)
        return self._back(column)

    def show(self, request: HttpRequest, pk: int) -> HttpResponse:
        column = self.column_or_404(request, ColumnVerb.CHANGE, pk)
        done = _("“%(name)s”已恢复显示；没有内容的栏目仍不会出现在页面上。") % {"name": column.name}
        try_to(request, lambda: actions.show_column(actor=request.user, column_id=pk), done)
        return self._back(column)

    def explanation(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the explanation of a prescribed column, or approve what another wrote."""
        column = self._explained(request, pk)
        policy = self.policy(request)
        form = ExplanationForm(request.POST or None, initial={"text": column.explanation})
        if request.method == "POST":
            if "approve" in request.POST:
                read = request.POST.get("read", "")
                done = try_to(
                    request,
                    lambda: actions.review_explanation(actor=request.user, column_id=pk, text=read),
                    _("说明已审核通过，栏目会带着说明显示。"),
                )
                return self._back(column) if done else redirect(request.path)
            if form.is_valid() and self._write(request, column, form):
                return self._back(column)
        return self._page(
            request, "explanation", _("栏目说明：%(name)s"), column, form=form,
            may_write=policy.may(ColumnVerb.EXPLAIN, column),
            may_review=policy.may(ColumnVerb.REVIEW_EXPLANATION, column),
        )  # fmt: skip

    def _explained(self, request: HttpRequest, pk: int) -> Column:
        column = self.column_or_404(request, ColumnVerb.VIEW, pk)
        policy = self.policy(request)
        if not any(policy.may(one, column) for one in (ColumnVerb.EXPLAIN, ColumnVerb.REVIEW_EXPLANATION)):
            raise Http404
        return column

    def _write(self, request: HttpRequest, column: Column, form: ExplanationForm) -> bool:
        try:
            actions.set_explanation(actor=request.user, column_id=column.pk, text=form.cleaned_data["text"])
        except Refused as error:
            form.add_error("text", str(error))
            return False
        messages.success(request, _("说明已保存，等待另一人审核。"))
        return True

    def delete(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then delete an empty column."""
        column = self.column_or_404(request, ColumnVerb.CHANGE, pk)
        if request.method == "POST":
            done = try_to(
                request,
                lambda: actions.delete_column(actor=request.user, column_id=pk),
                _("栏目“%(name)s”已删除，它的地址会跳转到上级栏目。") % {"name": column.name},
            )
            return self._back(column.parent if done else column)
        return self._page(request, "delete", _("删除栏目：%(name)s"), column)

    def apply_set(self, request: HttpRequest) -> HttpResponse:
        """Add what a column set has and the site lacks."""
        root = self.column_or_404(request, ColumnVerb.CREATE, request.POST.get("root"))
        form = SetForm(request.POST)
        if root.parent_id is not None or not form.is_valid():
            raise Http404
        site: Site = root.site
        name = form.cleaned_data["name"]
        try_to(
            request,
            lambda: actions.apply_column_set(actor=request.user, site=site, name=name),
            _("模板中缺少的栏目已经补齐，原有栏目没有改动。"),
        )
        return self._back(root)

    def _page(self, request: HttpRequest, template: str, title: str, column: Column, **context: Any) -> HttpResponse:
        return self.page(
            request, f"admin/columns/{template}.html", title % {"name": column.name},
            column=column, back=tree_url(column), **context,
        )  # fmt: skip

    def _back(self, column: Column) -> HttpResponse:
        return redirect(tree_url(column))


def tree_url(column: Column) -> str:
    """The tree of the column's site, scrolled to the column."""
    return f"{reverse('admin:columns_column_changelist')}?site={column.site_id}#column-{column.pk}"
