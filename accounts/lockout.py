"""Which accounts are shut for a while after too many wrong passwords (ORG-05)."""

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone


def locked_usernames() -> set[str]:
    """Names that cannot sign in from some address at this moment."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    locked = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    return set(locked.values_list("username", flat=True))
