from django.contrib.admin.apps import AdminConfig


class GovsiteAdminConfig(AdminConfig):
    """Use our admin site, which asks for two factors and speaks Chinese."""

    default_site = "govsite.admin_site.GovsiteAdminSite"
