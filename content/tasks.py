"""Background work of the room."""

from celery import shared_task

from content.actions import publish_due


@shared_task
def publish_due_items() -> int:
    """Publish what is signed and due; run every few seconds, and again after a crash without harm."""
    return publish_due()
