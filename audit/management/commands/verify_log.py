"""Check the chain of the operation log (SEC-03)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit.log import Anchor, verify
from audit.models import LogEntry, LogHead


class Command(BaseCommand):
    """List each fault and exit 1 if there is any; else print the anchor of the last row."""

    help = "检查操作日志是否被改动、删除、插入或截断；发现问题时退出码为1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="start", type=int, default=1, metavar="序号", help="从这一条开始检查。")
        parser.add_argument(
            "--expect",
            type=_anchor,
            metavar="序号:校验值",
            help="上一次检查得到并另行保存的校验点，用来发现整体改写。",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start, anchor = options["start"], options["expect"]
        if start < 1 or (anchor and anchor.sequence < start):
            raise CommandError(_("“--from”须为正整数，且不大于“--expect”的序号。"))
        found = 0
        for fault in verify(start, anchor):
            found += 1
            self.stdout.write(_("第 %(n)d 条：%(what)s") % {"n": fault.sequence, "what": fault.message})
        if found:
            raise CommandError(_("操作日志有 %(n)d 处问题。") % {"n": found}, returncode=1)
        self.stdout.write(_("操作日志完整，共检查 %(n)d 条。") % {"n": _checked(start)})
        head = LogHead.objects.filter(pk=1).first()
        if head and head.sequence:
            self.stdout.write(_("校验点（请另行保存）：%(n)d:%(digest)s") % {"n": head.sequence, "digest": head.digest})


def _checked(start: int) -> int:
    return LogEntry.objects.filter(sequence__gte=start).count()


def _anchor(text: str) -> Anchor:
    sequence, _colon, digest = text.partition(":")
    return Anchor(int(sequence), digest.strip().lower())
