"""Answers for what is not there or went wrong: always plain, never revealing."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

LAST_RESORT = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{text}</title></head>'
    "<body><p>{text}</p></body></html>"
)


def plain_not_found() -> HttpResponse:
    """A 404 without a site around it, for hosts that are none of ours."""
    return HttpResponseNotFound(LAST_RESORT.format(text=_("您访问的页面不存在。")))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the look of the site. Forbidden things answer the same (no hint that they exist)."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for staff whose roles do not include a page of the admin; a site's readers get ``not_found`` instead."""
    return render(request, "403.html", status=403)


def gone(request: HttpRequest) -> HttpResponse:
    """410: it was public once and has been withdrawn."""
    return render(request, "410.html", status=410)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 without touching the database, since the request itself cannot be trusted."""
    return _robust("400.html", request, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without touching the database, which may be the very thing that failed."""
    return _robust("500.html", request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection ran out: say what to do, in Chinese."""
    return HttpResponseForbidden(render_to_string("csrf_failure.html", {"site": getattr(request, "site", None)}))


def _robust(template: str, request: HttpRequest, status: int) -> HttpResponse:
    text: str
    try:
        text = render_to_string(template, {"site": getattr(request, "site", None)})
    except Exception:  # the error page must never raise a second error
        log.exception("The error page %s itself failed", template)
        text = LAST_RESORT.format(text=_("系统暂时出现故障，请稍后再试。"))
    return HttpResponse(text, status=status)
