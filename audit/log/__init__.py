"""The operation log: the one part of ``audit`` that every room may call (SEC-03)."""

from audit.log.chain import ChainFault, verify
from audit.log.context import Origin, acting_from, current_origin
from audit.log.record import record

__all__ = ["ChainFault", "Origin", "acting_from", "current_origin", "record", "verify"]
