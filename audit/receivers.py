"""Sign-in, sign-out and lock-out go into the log (SEC-03); Django and axes tell of them."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils.translation import gettext as _

from audit.log import Result, record

LOGIN = "session.login"
LOGIN_FAILED = "session.login_failed"
LOCKED_OUT = "session.locked_out"
LOGOUT = "session.logout"


@receiver(user_logged_in, dispatch_uid="audit.logged_in")
def log_login(sender: Any, user: Any, **rest: Any) -> None:
    record(LOGIN, user, actor=user)


@receiver(user_logged_out, dispatch_uid="audit.logged_out")
def log_logout(sender: Any, user: Any = None, **rest: Any) -> None:
    if user is not None:  # signing out twice has no person
        record(LOGOUT, user, actor=user)


@receiver(user_login_failed, dispatch_uid="audit.login_failed")
def log_failed_login(sender: Any, credentials: dict[str, Any], **rest: Any) -> None:
    _record_failure(LOGIN_FAILED, str(credentials.get("username") or ""), _("账号或密码不正确。"))


@receiver(user_locked_out, dispatch_uid="audit.locked_out")
def log_lock_out(sender: Any, username: str | None = None, **rest: Any) -> None:
    _record_failure(LOCKED_OUT, username or "", _("多次登录失败，账号暂时锁定。"))


def _record_failure(verb: str, username: str, reason: str) -> None:
    users = get_user_model()._default_manager
    user = users.filter(username=username).first() if username else None
    # A name that nobody has may be a password typed into the wrong field.
    shown = username if user else f"{username[:2]}***"
    record(verb, user, new={"username": shown}, reason=reason, result=Result.REFUSED)
