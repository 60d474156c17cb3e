"""What every request of a signed-in member of staff has to pass: idle time-out and password age (ORG-05)."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.models import User

LAST_SEEN = "accounts_last_seen"
# A session row is not written more often than this, in seconds.
WRITE_EVERY = 60
# Pages that somebody who must change the password may still open.
OPEN_WITH_OLD_PASSWORD = frozenset(
    {"accounts:password_change", "accounts:alive", "admin:logout", "admin:jsi18n", "two_factor:login"}
)


class StaffSessionMiddleware:
    """Sign out who was idle for ``STAFF_IDLE_TIMEOUT``; send who needs a new password to change it.

    Runs as ``process_view``, so that a form has passed its CSRF check before
    what was typed into it is handed back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.site is not None or not request.user.is_authenticated:
            return None
        if _idle_too_long(request):
            return _time_out(request)
        here = request.resolver_match.view_name
        if needs_new_password(request.user) and here not in OPEN_WITH_OLD_PASSWORD:
            query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"{reverse('accounts:password_change')}?{query}")
        return None


def needs_new_password(user: User) -> bool:
    """Was the password given by somebody else, or is it older than ``PASSWORD_MAX_AGE``?"""
    if user.must_change_password or user.password_changed_at is None:
        return True
    return timezone.now() - user.password_changed_at > settings.PASSWORD_MAX_AGE


def _idle_too_long(request: HttpRequest) -> bool:
    now = int(time.time())
    seen = request.session.get(LAST_SEEN)
    if seen is not None and now - seen > settings.STAFF_IDLE_TIMEOUT.total_seconds():
        return True
    if seen is None or now - seen >= WRITE_EVERY:
        request.session[LAST_SEEN] = now
    return False


def _time_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    back = request.get_full_path()
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{reverse('two_factor:login')}?{urlencode({'next': back, 'why': 'idle'})}")
    # Nothing typed is lost: the page keeps it until the person has signed in again in another window.
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    context = {"typed": typed, "files": [one.name for one in request.FILES.values()], "back": back}
    return render(request, "accounts/timed_out.html", context, status=403)
