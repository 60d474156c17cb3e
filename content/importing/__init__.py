"""Material from files: read, checked line by line, put into the library once (``docs/import-format.md``)."""

from content.importing.record import BadLine, Record
from content.importing.run import Import, Report, import_file

__all__ = ["BadLine", "Import", "Record", "Report", "import_file"]
