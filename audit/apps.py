from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("安全审计")

    def ready(self) -> None:
        from audit import receivers
        from audit.log import verbs

        verbs.register(
            {
                receivers.LOGIN: _("登录"),
                receivers.LOGIN_FAILED: _("登录失败"),
                receivers.LOCKED_OUT: _("登录锁定"),
                receivers.LOGOUT: _("退出登录"),
                "audit.log.export": _("导出操作日志"),
            }
        )
