"""Pages around signing in. All of them are for staff, on the platform's own host."""

import math
from typing import Any

import django_otp
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import RedirectURLMixin
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from two_factor.forms import AuthenticationTokenForm, BackupTokenForm
from two_factor.signals import user_verified
from two_factor.utils import default_device, get_otpauth_url, totp_digits
from two_factor.views import (
    BackupTokensView,
    DisableView,
    LoginView,
    ProfileView,
    QRGeneratorView,
    SetupView,
)

from accounts.actions import forget_devices, note_sign_in
from accounts.forms import ForgetDevicesForm, MethodForm, PasswordChangeForm, StaffAuthenticationForm
from accounts.middleware import needs_new_password
from accounts.models import User
from audit.log import record

PREVIOUS_SIGN_IN = "accounts_previous_sign_in"
ISSUER = "GovSite"


def why_here(request: HttpRequest) -> str:
    """The sentence that explains why the sign-in page came up by itself."""
    minutes = int(settings.STAFF_IDLE_TIMEOUT.total_seconds() // 60)
    reasons = {
        "idle": _("您已超过%(n)d分钟没有操作，为了安全已自动退出。登录后会回到刚才的页面。") % {"n": minutes},
        "verify": _("请重新登录，并完成双因素验证。"),
        "staff": _("当前账号不能进入管理后台，请用工作人员账号登录。"),
        "password": _("密码已修改，请用新密码登录。"),
    }
    return reasons.get(request.GET.get("why", ""), "")


class StaffLoginView(LoginView):
    """Password first, then the second factor where one is set up."""

    form_list = (
        (LoginView.AUTH_STEP, StaffAuthenticationForm),
        (LoginView.TOKEN_STEP, AuthenticationTokenForm),
        (LoginView.BACKUP_STEP, BackupTokenForm),
    )

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form, **kwargs) | {"why": why_here(self.request), "demo": settings.DEMO}

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        user = self.get_user()
        previous = _previous_sign_in(user)
        login(self.request, user)
        self.request.session[PREVIOUS_SIGN_IN] = previous
        note_sign_in(user=user)
        device = getattr(user, "otp_device", None)
        if device:
            user_verified.send(sender=__name__, request=self.request, user=user, device=device)
        return redirect(self.get_success_url())


def _previous_sign_in(user: User) -> dict[str, Any]:
    """What the first screen shows; read before the new sign-in overwrites it."""
    failures = AccessAttempt.objects.filter(username=user.username).aggregate(n=Sum("failures_since_start"))["n"]
    at = timezone.localtime(user.last_login).strftime("%Y-%m-%d %H:%M") if user.last_login else ""
    return {"at": at, "address": user.last_login_address or "", "failures": failures or 0}


class StaffSetupView(SetupView):
    """Choose a second factor and try it out once."""

    form_list = (("method", MethodForm),)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form, **kwargs)
        if "secret_key" in context:
            context["otpauth_url"] = get_otpauth_url(
                self.request.user.get_username(), context["secret_key"], ISSUER, digits=totp_digits()
            )
        return context | {"required": settings.STAFF_TWO_FACTOR_REQUIRED}

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        response = super().done(form_list, **kwargs)
        user = self.request.user
        record("accounts.user.add_device", user, actor=user, new={"method": self.get_method().code})
        messages.success(self.request, _("双因素验证已启用。请生成一组备用码，以备设备丢失时使用。"))
        return response


class StaffQRView(QRGeneratorView):
    def get_issuer(self) -> str:
        return ISSUER


class StaffProfileView(ProfileView):
    """Own account: second factor, backup codes, password, last sign-in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        due = user.password_changed_at + settings.PASSWORD_MAX_AGE if user.password_changed_at else None
        return super().get_context_data(**kwargs) | {
            "previous": self.request.session.get(PREVIOUS_SIGN_IN),
            "password_due": due,
            "required": settings.STAFF_TWO_FACTOR_REQUIRED,
        }


class StaffBackupTokensView(BackupTokensView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record("accounts.user.make_backup_codes", self.request.user, actor=self.request.user)
        return response


class StaffDisableView(DisableView):
    """Give up the present device, for a new one or (where allowed) for good."""

    form_class = ForgetDevicesForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"required": settings.STAFF_TWO_FACTOR_REQUIRED}

    def form_valid(self, form: Any) -> HttpResponse:
        forget_devices(actor=self.request.user, user=self.request.user)
        return redirect("two_factor:setup" if settings.STAFF_TWO_FACTOR_REQUIRED else "two_factor:profile")


@method_decorator([never_cache, login_required], name="dispatch")
class PasswordChangeView(RedirectURLMixin, FormView):
    """Own password, by choice or because it must be changed (ORG-05)."""

    template_name = "accounts/password_change.html"
    form_class = PasswordChangeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Who has a second factor proves it first: a stolen password alone must not take the account over.
        if default_device(request.user) and not request.user.is_verified():
            return redirect(f"{resolve_url('two_factor:login')}?why=verify")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        days = settings.PASSWORD_MAX_AGE.days
        return super().get_context_data(**kwargs) | {
            "forced": needs_new_password(user),
            "first": user.must_change_password,
            "days": days,
            "redirect_field_name": self.redirect_field_name,
            "redirect_field_value": self.get_redirect_url(),
        }

    def get_default_redirect_url(self) -> str:
        return resolve_url("admin:index")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        user = form.save()
        if user is None:
            return self.form_invalid(form)
        device = getattr(self.request.user, "otp_device", None)
        update_session_auth_hash(self.request, user)
        if device:  # the new session key keeps the second factor
            django_otp.login(self.request, device)
        messages.success(self.request, _("密码已修改。"))
        return redirect(self.get_success_url())


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """A page says that somebody is working on it; the middleware has noted the time."""
    return HttpResponse(status=204 if request.user.is_authenticated else 403)


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """What axes answers after too many wrong passwords: how long, and whom to ask (ORG-05)."""
    minutes = math.ceil(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    context = {
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": minutes,
        "until": timezone.now() + settings.AXES_COOLOFF_TIME,
        "contact": settings.PLATFORM_CONTACT,
    }
    return render(request, "accounts/locked_out.html", context, status=429)
