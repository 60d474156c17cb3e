"""Small pages that every site has: its colours, its statements."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from content.pages import plain_meta
from content.views.frame import site_theme
from publishing.theme import theme_version

STATEMENTS = {"accessibility": _("无障碍声明"), "privacy": _("隐私声明")}


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """``/theme.css``: the site's colours; its address carries a version, so browsers may keep it."""
    css = site_theme(request.site)  # type: ignore[attr-defined]
    tag = f'"{theme_version(css)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    age = 31_536_000 if "v" in request.GET else 300
    return HttpResponse(
        css, content_type="text/css; charset=utf-8", headers={"ETag": tag, "Cache-Control": f"public, max-age={age}"}
    )


@require_safe
def statement(request: HttpRequest, name: str) -> HttpResponse:
    """``/accessibility.html`` and ``/privacy.html``: what the site promises its readers."""
    meta = plain_meta(request.site, str(STATEMENTS[name]), f"/{name}.html")  # type: ignore[attr-defined]
    return render(request, f"public/{name}.html", {"meta": meta})


@require_safe
def to_home(request: HttpRequest) -> HttpResponse:
    """``/index.html`` is the home page, which has one address."""
    return HttpResponsePermanentRedirect("/")
