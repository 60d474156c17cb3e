"""Background work of the room."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def forget_expired_sessions() -> None:
    """Remove sessions that have ended: every visit to the sign-in page leaves one."""
    call_command("clearsessions")
