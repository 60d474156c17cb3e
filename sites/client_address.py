"""Where a request comes from, proxies of our own left out."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address, as the log and the lock-out should see it; empty if nothing usable is known.

    Each of our own proxies appends whom it heard from, so with n of them the
    n-th entry from the right is the visitor. What stands further left was
    written by the visitor and is never believed.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    proxies = settings.AXES_IPWARE_PROXY_COUNT or 0
    if proxies:
        told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(told) >= proxies and (address := _address(told[-proxies])):
            return address
    return _address(direct)


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
