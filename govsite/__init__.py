"""The Django project: settings, URLs, Celery, WSGI. Nothing of the domain lives here."""

from govsite.celery import app as celery_app

__all__ = ["celery_app"]
