"""What holds for every model's pages in the admin, whichever room they come from.

Django's own admin answers an unknown id with a redirect that repeats it, lets
anybody filter a list by any field of its rows (``?password__startswith=``) and
forwards to the public address of any object of any site. Here an id that does
not exist and one of somebody else get the same 404, and a list is filtered by
what stands beside it and by nothing else.
"""

from typing import Any, NoReturn

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest
from django.http.request import QueryDict

# What the filters of Django itself add to the name of a field.
FILTER_ENDINGS = ("", "__exact", "__isnull", "__id__exact")


class Discreet:
    """Put before every ``ModelAdmin`` by ``GovsiteAdminSite.register``."""

    view_on_site = False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Refuse (with 400) to look for anything but what the list's own filters ask."""
        return lookup in filter_parameters(self.get_list_filter(request))  # type: ignore[attr-defined]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> NoReturn:
        """There is one history of what people did: the operation log."""
        raise Http404

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> NoReturn:
        raise Http404


def filter_parameters(filters: Any) -> frozenset[str]:
    """Names that the filters of a list may have in its address."""
    found: set[str] = set()
    for one in filters:
        field = one[0] if isinstance(one, tuple | list) else one
        if isinstance(field, str):
            found.update(field + ending for ending in FILTER_ENDINGS)
        else:
            found.update(getattr(field, "parameters", ()) or [field.parameter_name])
    return frozenset(found)


def refuse_unstorable(request: HttpRequest) -> None:
    """Raise SuspiciousOperation (400) for a NUL in address or form: no keyboard types one, PostgreSQL takes none."""
    sent: list[QueryDict] = [request.GET, request.POST]
    if any("\x00" in value for data in sent for name, values in data.lists() for value in (name, *values)):
        raise SuspiciousOperation("NUL in a parameter")


def discreet(admin_class: type[Any]) -> type[Any]:
    """``admin_class`` with the rules of this module before its own."""
    return type(admin_class.__name__, (Discreet, admin_class), {"__module__": admin_class.__module__})
