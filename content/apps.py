from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("内容")

    def ready(self) -> None:
        from accounts.desk import register_todo
        from audit.log import verbs
        from columns.content import register_counter
        from content.models import Verb
        from content.querysets import column_figures
        from content.todos import content_todos

        register_counter("content", column_figures)
        verbs.register({f"content.item.{verb.value}": verb.label for verb in Verb})
        verbs.register({"content.asset.add": _("上传图片或附件"), "content.asset.change": _("修改文件说明")})
        register_todo(content_todos)
