"""Forms of the columns' desk. The action is the last step of validation, so that nothing typed is lost."""

from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermission
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from accounts.models import User
from columns.actions import change_column, create_column
from columns.models import Column, ColumnType
from columns.rules import HOME_TYPE, SETTABLE, assign, check
from sites.errors import Invalid, Refused
from sites.models import Site


class ColumnForm(forms.ModelForm):
    """Makes or changes a column by its action; what that refuses stands beside the field it concerns.

    Set on the class for each request: ``actor``, and ``above`` (the parent) for a new column.
    """

    actor: User
    above: Column | None = None

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    further_types = forms.MultipleChoiceField(
        label=_("其他类别"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "gc-checks"}),
        help_text=_("栏目同时属于几个类别时在这里补选。"),
    )

    class Meta:
        model = Column
        fields = sorted(SETTABLE)  # the fieldsets of the admin say which of them there are

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].initial = self.instance.changed_at.isoformat() if self.instance.pk else ""
        types = ColumnType.objects.exclude(name=HOME_TYPE)
        if "type" in self.fields:
            self.fields["type"].queryset = types
            self.fields["further_types"].choices = [(one.name, one.name) for one in types]
        else:
            del self.fields["further_types"]
        if "slug" in self.fields:
            self.fields["slug"].required = True
            self.fields["slug"].help_text = _("出现在网页地址中，例如 zwgk。修改后，旧地址会一直自动跳转。")
        site = self.above.site if self.above else self.instance.site
        self.fields["owner"].queryset = people_of(site, self.instance.owner_id)
        self.fields["owner"].help_text = _("从在本网站有职责的人员中选择。栏目超过更新期限时提醒责任人。")

    def _post_clean(self) -> None:
        values = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "base"}
        if values.get("picture") is False:  # "clear" was ticked
            values["picture"] = ""
        try:
            if self.errors:  # nothing is saved, but all faults are told at once
                self._try(values)
            else:
                self.instance = self._act(values)
        except Invalid as error:
            for name, lines in (error.fields or {None: [str(error)]}).items():
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, lines or [str(error)])
        except Refused as error:
            self.add_error(None, str(error))

    def _try(self, values: dict[str, Any]) -> None:
        column = copy(self.instance) if self.above is None else Column(site=self.above.site, parent=self.above)
        assign(column, values)
        check(column)

    def _act(self, values: dict[str, Any]) -> Column:
        if self.above is not None:
            return create_column(actor=self.actor, parent=self.above, **values)
        base = self.cleaned_data["base"]
        seen = datetime.fromisoformat(base) if base else None
        return change_column(actor=self.actor, column_id=self.instance.pk, base=seen, **values)

    def clean_base(self) -> str:
        base = self.cleaned_data["base"]
        try:
            if base:
                datetime.fromisoformat(base)
        except ValueError as error:
            raise forms.ValidationError(_("表单已损坏，请重新打开这个页面。")) from error
        return base

    def save(self, commit: bool = True) -> Column:
        """The action has saved already."""
        self.save_m2m = lambda: None
        return self.instance


class MoveForm(forms.Form):
    """Where to put a column, for whoever does not drag."""

    target = forms.ModelChoiceField(
        label=_("目标栏目"), queryset=Column.objects.none(), widget=UnfoldAdminSelectWidget, empty_label=None
    )
    where = forms.ChoiceField(
        label=_("放在"),
        choices=[("inside", _("它的下级，排在最后")), ("before", _("它之前，同一级")), ("after", _("它之后，同一级"))],
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, column: Column, targets: QuerySet[Column], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        field.queryset = targets.exclude(
            tree_id=column.tree_id, lft__gte=column.lft, rght__lte=column.rght
        ).order_by("lft")  # fmt: skip
        field.label_from_instance = lambda one: "\u3000" * one.level + (one.name if one.level else str(_("（首页）")))


class ExplanationForm(forms.Form):
    text = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=300,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("例如：本机关暂未产生此类信息，今后产生后将在20个工作日内公开。清空后保存即撤回说明。"),
    )


class SetForm(forms.Form):
    """Which column set to apply."""

    name = forms.ChoiceField(
        label=_("栏目模板"), choices=[("portal", _("政府门户网站")), ("department", _("部门网站"))]
    )


def people_of(site: Site, also: int | None = None) -> QuerySet[User]:
    """Active staff with a role on ``site`` or on one of its columns, and whoever is owner already (``also``)."""
    columns = [str(pk) for pk in Column.tree.filter(site=site).values_list("pk", flat=True)]
    held = UserObjectPermission.objects.filter(permission__codename__startswith="act_as_").filter(
        Q(content_type=ContentType.objects.get_for_model(Site), object_pk=str(site.pk))
        | Q(content_type=ContentType.objects.get_for_model(Column), object_pk__in=columns)
    )
    return User.objects.filter(Q(pk__in=held.values("user_id"), is_active=True) | Q(pk=also)).order_by("name")
