"""Models of the room. The log lives in ``audit.log``, which everybody may import."""

from audit.log.models import LogEntry, LogHead

__all__ = ["LogEntry", "LogHead"]
