"""What holds for every request of a signed-in person on the platform's own host."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.roles import Grants, Role
from columns.models import Column
from sites.scoping import all_sites, sites_scope


class StaffMiddleware:
    """Open the scope of the sites the person works on; ``request.grants`` says what they may do.

    A platform administrator sets up every site and so sees every site; what is
    *in* the columns stays closed to them by policy (ORG-04).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.site is not None or not request.user.is_authenticated:
            return self.get_response(request)
        request.grants = grants = Grants.of(request.user)
        if Role.PLATFORM_ADMIN in grants.platform:
            with all_sites():
                return self.get_response(request)
        with sites_scope(site_ids_within(grants)):
            return self.get_response(request)


def site_ids_within(grants: Grants) -> list[int]:
    """Ids of the sites where ``grants`` reach anything, whole or in part."""
    reach = grants.any_reach()
    found = set(reach.sites)
    if reach.columns:
        found |= set(Column.tree.filter(pk__in=reach.columns).values_list("site_id", flat=True))
    return sorted(found)
