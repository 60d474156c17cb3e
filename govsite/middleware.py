"""Which half of the platform this process serves."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from publishing.errors import plain_not_found


class RoleMiddleware:
    """Keep the admin off the public process and the sites off the admin one (SEC-01).

    ``GOVSITE_ROLE=public`` answers 404 on the platform's own host, where the
    sign-in and the admin live; ``admin`` answers 404 on every site's host;
    ``all`` serves both, for one machine.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.ROLE == "all":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_site = request.site is not None
        if is_site != (settings.ROLE == "public"):
            return plain_not_found()
        return self.get_response(request)
