"""``manage.py catalogues``: collect our strings for translation and compile every catalogue."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

IGNORED = [".venv/*", "var/*", "tests/*", "docs/*"]


class Command(BaseCommand):
    help = _("收集全部界面文字到 locale/en，并编译各语言的翻译（需要 gettext 工具）。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compile-only", action="store_true", help=_("只编译，不收集。"))

    def handle(self, *args: Any, **options: Any) -> None:
        os.chdir(settings.BASE_DIR)  # both commands look from the working directory
        if not options["compile_only"]:
            call_command(
                "makemessages",
                locale=["en"],
                ignore_patterns=IGNORED,
                add_location="file",  # without line numbers a moved line is no change
                no_obsolete=True,
                verbosity=0,
            )
        call_command("compilemessages", locale=["en", "zh_Hans"], ignore_patterns=IGNORED, verbosity=0)
