from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("人员与权限")

    def ready(self) -> None:
        from accounts.desk import register_todo
        from accounts.roles import Grants
        from accounts.todos import own_account, people
        from audit.log import verbs
        from sites.policies import read_grants_with

        read_grants_with(Grants.of)
        register_todo(own_account)
        register_todo(people)
        verbs.register(
            {
                "accounts.user.create": _("建立账号"),
                "accounts.user.change": _("修改人员信息"),
                "accounts.user.deactivate": _("停用账号"),
                "accounts.user.reactivate": _("恢复账号"),
                "accounts.user.change_password": _("修改密码"),
                "accounts.user.reset_password": _("重置密码"),
                "accounts.user.unlock": _("解除登录锁定"),
                "accounts.user.add_device": _("启用双因素验证"),
                "accounts.user.forget_devices": _("停用双因素验证"),
                "accounts.user.make_backup_codes": _("生成备用码"),
                "accounts.role.grant": _("授予角色"),
                "accounts.role.revoke": _("撤销角色"),
                "accounts.delegation.create": _("委托审核"),
                "accounts.delegation.revoke": _("撤销审核委托"),
            }
        )
