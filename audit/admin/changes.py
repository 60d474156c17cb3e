"""Old → new of one act, in words that an auditor reads."""

import json
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audit.models import LogEntry


def type_name(object_type: str) -> str:
    """Chinese name of a model, or the label itself for one that no longer exists."""
    model = _model(object_type)
    return str(model._meta.verbose_name) if model else object_type


def changes_table(entry: LogEntry) -> SafeString:
    """One row per field, in the order in which the act named them."""
    model = _model(entry.object_type)
    names = list(dict.fromkeys([*entry.old, *entry.new]))
    rows = [
        {
            "name": _field_name(model, name),
            "old": _shown(model, name, entry.old.get(name)),
            "new": _shown(model, name, entry.new.get(name)),
        }
        for name in names
    ]
    return render_to_string("admin/audit/changes.html", {"rows": rows})


def _model(object_type: str) -> type[models.Model] | None:
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name.removesuffix("_id")) if model else None
    except FieldDoesNotExist:
        return None


def _field_name(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    return str(getattr(field, "verbose_name", name))


def _shown(model: type[models.Model] | None, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    labels = dict(getattr(_field(model, name), "flatchoices", None) or [])
    if not isinstance(value, list | dict) and value in labels:
        return str(labels[value])
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
