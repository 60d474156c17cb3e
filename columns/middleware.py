"""What holds for every request of a signed-in person on the platform's own host."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.places import site_ids
from accounts.roles import Grants, Role
from sites.scoping import all_sites, sites_scope


class StaffMiddleware:
    """Open the scope of the sites the person works on; ``request.grants`` says what they may do.

    A platform administrator sets up every site and so sees every site; what is
    *in* the columns stays closed to them by policy (ORG-04). Who is not signed in
    holds nothing and gets no scope: a query that forgets to ask raises.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.site is not None:
            return self.get_response(request)
        request.grants = grants = Grants.of(request.user)
        if not request.user.is_authenticated:
            return self.get_response(request)
        if Role.PLATFORM_ADMIN in grants.platform:
            with all_sites():
                return self.get_response(request)
        with sites_scope(site_ids_within(grants)):
            return self.get_response(request)


def site_ids_within(grants: Grants) -> list[int]:
    """Ids of the sites where ``grants`` reach anything, whole or in part."""
    return sorted(site_ids(grants.any_reach()))
