"""Forms of the admin pages; the rules stand in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelect2Widget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from accounts.models import Delegation, User
from accounts.places import subtrees
from accounts.policies import DelegationPolicy, PeoplePolicy
from accounts.roles import PLATFORM_ROLES, Role
from accounts.rules import refuse_contract, refuse_delegation, refuse_period
from sites.errors import Invalid
from sites.models import Site


class PersonForm(forms.ModelForm):
    """Facts of a person; shows the refusal of a rule before the action is asked."""

    class Meta:
        model = User
        fields = ["username", "name", "organisation", "phone", "email", "is_contractor", "contract_ends_on"]
        help_texts = {
            "username": _("登录用的名字，用字母、数字和 @ . + - _，建立后不能修改。一人一号，不得共用。"),
            "name": _("真实姓名，会出现在审核记录和操作日志中。"),
            "is_contractor": _("外包人员只能担任内容编辑，合同到期后账号自动停用。"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_contractor") and not data.get("contract_ends_on"):
            self.add_error("contract_ends_on", _("外包人员必须填写合同到期日。"))
        if self.instance.pk and data.get("is_contractor"):
            try:
                refuse_contract(self.instance, is_contractor=True)
            except Invalid as error:
                self.add_error("is_contractor", str(error))
        return data


class GrantForm(forms.Form):
    """A role, where it holds, and for which part."""

    role = forms.ChoiceField(label=_("角色"), widget=UnfoldAdminSelectWidget)
    site = forms.ModelChoiceField(
        label=_("网站"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("（全平台角色不选网站）"),
        widget=UnfoldAdminSelect2Widget,
        error_messages={"invalid_choice": _("您不能在这个网站授予角色。")},
    )
    column = forms.TypedChoiceField(
        label=_("只限栏目"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=UnfoldAdminSelect2Widget,
        help_text=_("不选则在整个网站有效；选定后在该栏目及其下级栏目有效。"),
        error_messages={"invalid_choice": _("这个栏目不属于所选的网站，请重新选择。")},
    )

    def __init__(self, policy: PeoplePolicy, site_id: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in policy.grantable_roles()]
        self.fields["role"].choices = [("", _("请选择角色")), *roles]
        self.fields["site"].queryset = sites = policy.grantable_sites()
        columns: list[tuple[Any, str]] = []
        if site_id.isdecimal() and len(site_id) < 19 and sites.filter(pk=site_id).exists():
            columns = subtrees().choices(int(site_id))
        self.fields["column"].choices = [("", _("整个网站")), *columns]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role, site = data.get("role"), data.get("site")
        if role and Role(role) in PLATFORM_ROLES and site:
            self.add_error("site", _("“%(role)s”对全平台有效，不能限定网站。") % {"role": Role(role).label})
        if role and Role(role) not in PLATFORM_ROLES and not site and "site" not in self.errors:
            self.add_error("site", _("请选择“%(role)s”在哪个网站有效。") % {"role": Role(role).label})
        return data

    def place(self) -> Any:
        """The site or column chosen; None for the platform."""
        column = self.cleaned_data.get("column")
        return subtrees().get(column) if column else self.cleaned_data.get("site")


class ReasonForm(forms.Form):
    """Why an act is done; goes into the log."""

    reason = forms.CharField(
        label=_("原因"),
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("可以不填，会记入操作日志。"),
    )


class DelegationForm(forms.ModelForm):
    """A deputy, a period and a reason."""

    starts_at = forms.SplitDateTimeField(label=_("开始时间"), widget=UnfoldAdminSplitDateTimeWidget)
    ends_at = forms.SplitDateTimeField(label=_("结束时间"), widget=UnfoldAdminSplitDateTimeWidget)

    class Meta:
        model = Delegation
        fields = ["deputy", "starts_at", "ends_at", "reason"]
        widgets = {"deputy": UnfoldAdminSelect2Widget, "reason": UnfoldAdminTextareaWidget(attrs={"rows": 2})}
        help_texts = {
            "deputy": _("受托人在期限内可以代您审核，但不能审核自己起草的稿件。外包人员不能受托。"),
            "reason": _("例如：6月1日至10日外出培训。会记入操作日志。"),
        }

    policy: DelegationPolicy  # set by the admin for each request

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "deputy" in self.fields:
            self.fields["deputy"].queryset = self.policy.possible_deputies().order_by("name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at"):
            self._try("ends_at", lambda: refuse_period(data["starts_at"], data["ends_at"]))
        if data.get("deputy"):
            self._try("deputy", lambda: refuse_delegation(self.policy.grants.user, data["deputy"]))
        return data

    def _try(self, field: str, rule: Any) -> None:
        try:
            rule()
        except Invalid as error:
            self.add_error(None if error.fields else field, error.fields or str(error))
