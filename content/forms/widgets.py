"""Form controls of the desk, in the look of the admin."""

from typing import Any

from django_prose_editor.widgets import AdminProseEditorWidget

# What an editor can make. Everything is sanitised again on the way into the
# library (content.actions), so this list only shapes the menu.
EXTENSIONS: dict[str, Any] = {
    "Heading": {"levels": [2, 3, 4]},
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": True, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "History": True,
    "HTML": False,
}


class BodyWidget(AdminProseEditorWidget):
    """The rich-text editor for bodies."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 20} | (attrs or {}), config={"extensions": EXTENSIONS}, preset="configurable")
