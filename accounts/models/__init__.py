"""Public names of the room's models."""

from accounts.models.delegation import Delegation
from accounts.models.user import User, UserKind

__all__ = ["Delegation", "User", "UserKind"]
