"""``manage.py scheduler``: the timetable of tasks without a broker."""

import signal
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from govsite.celery import app
from govsite.timetable import follow, read_timetable


class Command(BaseCommand):
    help = _("按时间表在本进程内执行定时任务（不需要 Redis）。配置了 REDIS_URL 时请改用 Celery。")

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        try:
            entries = read_timetable(app, settings.CELERY_BEAT_SCHEDULE)
        except KeyError as error:
            raise CommandError(
                _("时间表中的任务 %(task)s 不存在，请检查 CELERY_BEAT_SCHEDULE。") % {"task": error}
            ) from error
        follow(entries, stopping)
