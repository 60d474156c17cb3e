"""What the admin pages of this room have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin

from sites.errors import Refused


class ActionAdmin(ModelAdmin):
    """Writes go through actions, which log them; nothing is ever deleted, no bulk acts."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    list_filter_submit = True
    list_filter_sheet = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """The action wrote the operation log already."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """The action wrote the operation log already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Actions write everything."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form has checked the rules; what is refused nevertheless has changed in the meantime."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(request.get_full_path())

    def page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        """A page of this admin beside list and form."""
        return TemplateResponse(
            request,
            template,
            {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context},
        )


def try_to(request: HttpRequest, act: Callable[[], object], success: str) -> bool:
    """Run ``act``, tell the person how it went, and return whether it was done."""
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
        return False
    messages.success(request, success)
    return True
