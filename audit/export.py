"""Rows of the log as a table for a spreadsheet program."""

import csv
from collections.abc import Iterable, Iterator
from json import dumps

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log import verbs
from audit.models import LogEntry

# A spreadsheet runs a cell that starts like this; the wide forms too, in Chinese editions.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class _Echo:
    def write(self, line: str) -> str:
        return line


def rows_as_csv(entries: Iterable[LogEntry]) -> Iterator[str]:
    """Yield the table line by line, with the mark that lets spreadsheets read Chinese."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(_header())
    for entry in entries:
        yield writer.writerow([harmless(one) for one in _cells(entry)])


def harmless(cell: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _header() -> list[str]:
    return [
        _("序号"), _("时间"), _("操作人"), _("来源地址"), _("渠道"), _("操作"), _("操作代码"),
        _("对象类型"), _("对象编号"), _("对象名称"), _("网站编号"), _("原值"), _("新值"),
        _("结果"), _("说明"), _("校验值（SM3）"),
    ]  # fmt: skip


def _cells(entry: LogEntry) -> list[object]:
    return [
        entry.sequence, timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"), entry.actor_name, entry.address,
        entry.channel, verbs.label(entry.verb), entry.verb, entry.object_type, entry.object_id, entry.object_name,
        "" if entry.site_id is None else entry.site_id, dumps(entry.old, ensure_ascii=False),
        dumps(entry.new, ensure_ascii=False), entry.get_result_display(), entry.reason, entry.digest,
    ]  # fmt: skip
