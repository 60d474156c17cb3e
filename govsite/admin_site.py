"""The admin site: who gets in, what the first screen and the sidebar show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite


class GovsiteAdminSite(UnfoldAdminSite):
    """Only staff, and only with a second factor where that is required (ORG-05)."""

    def has_permission(self, request: HttpRequest) -> bool:
        if not super().has_permission(request):
            return False
        return not settings.STAFF_TWO_FACTOR_REQUIRED or request.user.is_verified()


def environment_banner(request: HttpRequest) -> list[str] | None:
    """The ribbon that says: this is a demo, two-factor is off."""
    return [_("演示环境：未启用双因素登录"), "danger"] if settings.DEMO else None


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Context of the first screen."""
    return context


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of the sidebar."""
    return []
