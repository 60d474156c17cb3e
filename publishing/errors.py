"""Answers for what is not there or went wrong: always plain, never revealing."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def plain_not_found() -> HttpResponse:
    """A 404 without a site around it, for hosts that are none of ours."""
    text = _("您访问的页面不存在。")
    return HttpResponseNotFound(
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>404</title></head>'
        f"<body><p>{text}</p></body></html>"
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection ran out: say what to do, in Chinese."""
    return HttpResponseForbidden(render_to_string("csrf_failure.html", {"reason": reason}))
