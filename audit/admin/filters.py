"""Filters of the log list: period, act, result."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from audit.log import Result, verbs
from audit.models import LogEntry


class PeriodFilter(admin.ListFilter):
    """From one day to another, both included; a date that is none is left out of account."""

    title = _("时间")
    template = "admin/audit/period_filter.html"
    parameters = ("from", "to")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.parameters:
            values = params.pop(name, None)
            day = _day(values[-1]) if values else None
            if day is not None:
                self.used_parameters[name] = day

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return list(self.parameters)

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        if since := self.used_parameters.get("from"):
            queryset = queryset.filter(at__gte=since)
        if until := self.used_parameters.get("to"):
            queryset = queryset.filter(at__lt=until + timedelta(days=1))
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for name, label in zip(self.parameters, (_("起"), _("止")), strict=True):
            day = self.used_parameters.get(name)
            yield {"name": name, "label": label, "value": day.strftime("%Y-%m-%d") if day else ""}


class SelectFilter(admin.SimpleListFilter):
    """A filter that stays short however many values there are."""

    template = "admin/audit/select_filter.html"

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        yield {"value": "", "display": _("全部"), "selected": self.value() is None}
        for value, label in self.lookup_choices:
            yield {"value": value, "display": label, "selected": self.value() == str(value)}


class VerbFilter(SelectFilter):
    title = _("操作")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return verbs.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class ResultFilter(SelectFilter):
    title = _("结果")
    parameter_name = "result"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Result.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(result=self.value()) if self.value() else queryset


def _day(text: str) -> datetime | None:
    """Midnight, local time, of the day that ``text`` names; None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time.min)) if day and 2000 <= day.year < 9999 else None
