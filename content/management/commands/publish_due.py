"""``manage.py publish_due``: the scheduled publication, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from content.actions import publish_due


class Command(BaseCommand):
    help = _("发布已签发并且到了定时发布时间的稿件。")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("已发布 %(n)d 篇稿件。") % {"n": publish_due()})
