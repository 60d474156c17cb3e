"""Host → Site, once per request."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from audit.log import acting_from
from publishing.errors import plain_not_found
from sites.models import SiteDomain, SiteStatus
from sites.scoping import site_scope

HOST = re.compile(r"(?P<name>[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)(?::\d{1,5})?", re.ASCII)


class SiteMiddleware:
    """Put the site on ``request.site`` and open its scope, or serve the platform's own host.

    A host that is neither answers the same plain 404 as a page that does not
    exist. Aliases redirect for ever to the main domain (SITE-06).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = HOST.fullmatch(request.META.get("HTTP_HOST", "").lower())
        if match is None:
            return plain_not_found()
        host = match["name"]
        request.site = None
        with acting_from(request.META.get("REMOTE_ADDR", ""), "web"):
            if host in settings.PLATFORM_HOSTS:
                return self.get_response(request)
            domain = find_domain(host)
            if domain is None:
                return plain_not_found()
            site = domain.site
            if not domain.is_primary and site.primary_domain != host:
                return HttpResponsePermanentRedirect(site.absolute_url(request.get_full_path()))
            request.site = site
            request.urlconf = "govsite.urls.public"
            with site_scope(site):
                return self.get_response(request)


def find_domain(host: str) -> SiteDomain | None:
    """Return the domain row of a live site for ``host`` (lower case, no port), or None."""
    suffix = settings.SITE_HOST_SUFFIX
    if suffix:
        if not host.endswith(suffix):
            return None
        host = host.removesuffix(suffix)
    return (
        SiteDomain.objects.filter(host=host, site__status=SiteStatus.LIVE)
        .select_related("site__organisation")
        .prefetch_related("site__domains")
        .first()
    )
