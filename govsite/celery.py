"""The Celery application.

The state of every job is a row that a task claims, so a lost message is found
again by the next sweep. That is why any transport will do: Redis where
``REDIS_URL`` is set; without it ``manage.py scheduler`` runs the very same
tasks in its own process, on the same timetable.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govsite.settings")

app = Celery("govsite")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
