from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ColumnsConfig(AppConfig):
    name = "columns"
    verbose_name = _("栏目")

    def ready(self) -> None:
        from accounts.desk import register_todo
        from accounts.places import register_subtrees
        from audit.log import verbs
        from columns.desk import column_todos
        from columns.inspection import blocks
        from columns.places import ColumnSubtrees
        from columns.receivers import give_new_site_its_root
        from sites import gates
        from sites.signals import site_created

        register_subtrees(ColumnSubtrees())
        gates.register(blocks)
        register_todo(column_todos)
        site_created.connect(give_new_site_its_root, dispatch_uid="columns.root")
        verbs.register(
            {
                "columns.column.create": _("新建栏目"),
                "columns.column.change": _("修改栏目"),
                "columns.column.move": _("移动栏目"),
                "columns.column.explain": _("填写栏目说明"),
                "columns.column.review_explanation": _("审核栏目说明"),
                "columns.column.delete": _("删除栏目"),
                "columns.set.apply": _("套用栏目模板"),
                "columns.type.add": _("新增栏目类别"),
                "columns.type.change": _("修改栏目类别"),
                "columns.bulk.load": _("批量建立栏目"),
                "columns.tree.repair": _("修复栏目树"),
            }
        )
