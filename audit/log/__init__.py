"""The operation log: the one part of ``audit`` that every room may call (SEC-03)."""

from audit.log.chain import Anchor, ChainFault, faults, verify
from audit.log.context import Origin, acting_from, current_origin
from audit.log.models import Result
from audit.log.record import record, recording_refusals

__all__ = [
    "Anchor",
    "ChainFault",
    "Origin",
    "Result",
    "acting_from",
    "current_origin",
    "faults",
    "record",
    "recording_refusals",
    "verify",
]
