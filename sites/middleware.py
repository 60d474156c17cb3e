"""Host → Site, once per request."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from audit.log import acting_from
from publishing.errors import plain_not_found
from sites.client_address import client_address
from sites.models import SiteDomain, SiteStatus
from sites.scoping import site_scope

# A name or an IPv6 address in brackets, perhaps with the root's dot and a port.
HOST = re.compile(
    r"(?P<name>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?P<dot>\.?)(?::[0-9]{1,5})?", re.ASCII
)


class SiteMiddleware:
    """Put the site on ``request.site`` and open its scope, or serve the platform's own host.

    A host that is neither answers the same plain 404 as a page that does not
    exist; only the demo shows it the directory. Aliases redirect for ever to the
    main domain with path and query (SITE-06).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = HOST.fullmatch(request.META.get("HTTP_HOST", "").lower())
        if match is None or ".." in match["name"]:
            return plain_not_found()
        request.site = None
        with acting_from(client_address(request), "web"):
            if match["name"] in settings.PLATFORM_HOSTS:
                return self.get_response(request)
            domain = find_domain(match["name"])
            if domain is None:
                return self._unknown(request)
            if match["dot"] or not domain.is_primary:
                return to_main_domain(request, domain)
            request.site = domain.site
            request.urlconf = "govsite.urls.public"
            with site_scope(domain.site):
                return self.get_response(request)

    def _unknown(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            return plain_not_found()
        request.urlconf = "sites.urls.unknown_host"
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


def to_main_domain(request: HttpRequest, domain: SiteDomain) -> HttpResponse:
    """Redirect for ever; a site that has no main domain (yet) has no page to show."""
    if not any(one.is_primary for one in domain.site.domains.all()):
        return plain_not_found()
    response = HttpResponsePermanentRedirect(domain.site.absolute_url(request.get_full_path()))
    if request.method not in ("GET", "HEAD"):
        response.status_code = 308  # a form that was sent stays sent
    return response
