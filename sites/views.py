"""The directory page of the platform."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from publishing.errors import plain_not_found
from sites.directory import grouped_sites


@require_safe
def directory_or_admin(request: HttpRequest) -> HttpResponse:
    """In the demo every site with its address; in production this host is for staff."""
    return directory(request) if settings.DEMO else redirect("admin:index")


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All live sites, grouped by the government they belong to."""
    groups = grouped_sites()
    context = {
        "groups": groups,
        "count": sum(len(group.sites) for group in groups),
        "demo": settings.DEMO,
        "platform_url": platform_url(request),
    }
    return render(request, "sites/directory.html", context)


def platform_url(request: HttpRequest) -> str:
    """Where the admin is: on this host, or for a host that is none of ours at the platform's first one."""
    if getattr(request, "urlconf", None) is None:
        return ""
    return f"{settings.SITE_SCHEME}://{settings.PLATFORM_HOSTS[0]}{settings.SITE_PORT_SUFFIX}"


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The same plain page as for every other wrong address."""
    return plain_not_found()
