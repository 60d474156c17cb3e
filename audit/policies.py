"""Who may read the operation log: the security auditor, and nobody else (ORG-04, SEC-03)."""

from django.db.models import QuerySet

from accounts.roles import Grants, Role
from audit.models import LogEntry


class LogPolicy:
    """Answers "may they" and "which rows" for one person."""

    def __init__(self, grants: Grants | None) -> None:
        self.grants = grants

    def may_read(self) -> bool:
        return self.grants is not None and self.grants.has(Role.AUDITOR)

    def visible(self, rows: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return rows if self.may_read() else rows.none()
