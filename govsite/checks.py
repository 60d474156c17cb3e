"""What the settings of a profile must say before the platform starts.

The first check always runs; the second one for ``check --deploy``, which
``manage.py run`` asks for in production.
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils.translation import gettext as _

ROLES = ("all", "public", "admin")


@register(Tags.security)
def check_role(**kwargs: Any) -> list[CheckMessage]:
    """GOVSITE_ROLE is one of the three."""
    if settings.ROLE in ROLES:
        return []
    message = _("GOVSITE_ROLE 的值 %(value)s 无效。") % {"value": settings.ROLE}
    return [Error(message, hint=_("请设为 all、public 或 admin。"), id="govsite.E001")]


@register(Tags.security, deploy=True)
def check_production(**kwargs: Any) -> list[CheckMessage]:
    """Nothing of the demo is left on, and what several machines need is there."""
    found: list[CheckMessage] = []
    if settings.DEMO:
        found.append(
            Error(
                _("正式环境不能打开演示模式。"),
                hint=_("请去掉 GOVSITE_DEMO，它会关闭双因素登录和 HTTPS。"),
                id="govsite.E002",
            )
        )
    if settings.ROLE != "public" and not settings.STAFF_TWO_FACTOR_REQUIRED:
        found.append(
            Error(
                _("工作人员登录没有要求双因素验证。"),
                hint=_("请去掉 GOVSITE_TWO_FACTOR=0。"),
                id="govsite.E003",
            )
        )
    if not settings.SECURE_TRANSPORT:
        found.append(
            Error(
                _("没有启用 HTTPS，登录凭据会明文传输。"),
                hint=_("请去掉 GOVSITE_HTTPS=0，由前面的 nginx 终止 TLS。"),
                id="govsite.E004",
            )
        )
    if settings.ROLE != "public" and set(settings.PLATFORM_HOSTS) <= {"127.0.0.1", "localhost"}:
        found.append(
            Warning(
                _("管理后台只能在本机访问。"),
                hint=_("请在 GOVSITE_PLATFORM_HOSTS 中写明管理后台的域名。"),
                id="govsite.W001",
            )
        )
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not settings.REDIS_URL:
        found.append(
            Warning(
                _("没有配置 Redis，各进程的缓存互不相通。"),
                hint=_("请设置 REDIS_URL。"),
                id="govsite.W002",
            )
        )
    return found
