"""What templates of public pages need besides their context."""

from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.models import RevisionAsset
from content.views.article import attachment_name
from content.views.frame import Frame, frame_of
from publishing.meta import stamp as publishing_stamp

register = template.Library()


@register.simple_tag(takes_context=True)
def public_frame(context: dict[str, Any]) -> Frame | None:
    """Header and footer of the site; None on the platform's own host and where there is no request."""
    return frame_of(context.get("request"))


@register.filter
def stamp(moment: datetime | None) -> str:
    """``YYYY-MM-DD HH:MM`` in local time (PAGE-04)."""
    return publishing_stamp(moment) if moment else ""


@register.filter
def day(moment: datetime | date | None) -> str:
    """``YYYY-MM-DD`` in local time, for lists."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return moment.isoformat() if moment else ""


@register.filter
def machine_time(moment: datetime | None) -> str:
    """The value of a ``datetime`` attribute."""
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""


@register.filter
def size(count: int) -> str:
    """Bytes as a reader says them: ``356 KB``, ``1.2 MB``."""
    if count < 1024:
        return _("%(count)d 字节") % {"count": count}
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


@register.filter
def reader_name(use: RevisionAsset) -> str:
    """The telling name of an attachment (PAGE-11)."""
    return attachment_name(use)


@register.filter
def telephone(number: str) -> str:
    """What a ``tel:`` link may hold."""
    return "".join(one for one in number if one.isdigit() or one in "+-")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite; its meaning always stands beside it in words."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("public/img/icons.svg"),
        name,
    )
