"""From where the present request or command acts; set once at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Network address (IPv4/IPv6 text, empty for a command) and channel of an act."""

    address: str = ""
    channel: str = "system"


SYSTEM = Origin()

_origin: ContextVar[Origin] = ContextVar("audit_origin", default=SYSTEM)


def current_origin() -> Origin:
    return _origin.get()


@contextmanager
def acting_from(address: str, channel: str) -> Iterator[None]:
    """Mark everything recorded inside the block as coming from ``address`` by ``channel``."""
    token = _origin.set(Origin(address, channel))
    try:
        yield
    finally:
        _origin.reset(token)
