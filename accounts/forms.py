"""Forms of the sign-in pages."""

import ipaddress
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from two_factor.forms import DisableForm

from accounts.actions import change_password
from accounts.models import User, UserKind
from sites.errors import Invalid

METHODS = {
    "generator": _("手机验证器应用（扫描二维码，每次登录输入六位数字）"),
    "webauthn": _("安全密钥、指纹或面容（WebAuthn）"),
}


class StaffAuthenticationForm(AuthenticationForm):
    """Account and password of a member of staff; citizens sign in elsewhere."""

    error_messages = {
        "invalid_login": _("账号或密码不正确，请检查后重新输入。密码区分大小写。"),
        "inactive": _("这个账号已停用，请与平台管理员联系。"),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)  # the wizard looks for the name "request"
        self.fields["username"].label = _("账号")
        self.fields["password"].label = _("密码")
        # Django only tells the browser how long a name may be; the lock-out's table cannot take more.
        name = self.fields["username"]
        name.validators.append(MaxLengthValidator(name.max_length, self.error_messages["invalid_login"]))

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        super().confirm_login_allowed(user)
        assert isinstance(user, User)
        if user.kind != UserKind.STAFF:
            raise ValidationError(_("这里只供工作人员登录，您的账号是公众用户账号。"), code="not_staff")
        if user.contract_over():
            raise ValidationError(_("您的合同已到期，账号不能再登录，请与平台管理员联系。"), code="contract_over")


class MethodForm(forms.Form):
    """Which second factor to set up."""

    method = forms.ChoiceField(label=_("验证方式"), widget=forms.RadioSelect, choices=list(METHODS.items()))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["method"]
        field.initial = "generator"
        if _is_address(request.get_host().rsplit(":", 1)[0]):  # browsers bind such keys to names only
            field.choices = [("generator", METHODS["generator"])]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class ForgetDevicesForm(DisableForm):
    understand = forms.BooleanField(label=_("我确认停用现在绑定的全部验证设备"))


class PasswordChangeForm(forms.Form):
    """One's own password, checked by the action itself."""

    old = forms.CharField(
        label=_("当前密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label=_("新密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("再次输入新密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.rules = password_validators_help_texts()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不一致。"))
        return data

    def save(self) -> User | None:
        """Change the password; on a refusal put the sentences at their fields and return None."""
        try:
            return change_password(user=self.user, old=self.cleaned_data["old"], new=self.cleaned_data["new"])
        except Invalid as error:
            for name, lines in error.fields.items():
                self.add_error(name, lines)
            return None
