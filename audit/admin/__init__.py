"""The operation log at the desk of the security auditor."""

from audit.admin.log import LogEntryAdmin

__all__ = ["LogEntryAdmin"]
