"""What a citizen sees has changed: sent after commit, once per item (see docs/architecture.md).

Both carry ``item_id`` and ``placements``, a list of ``(site_id, column_id)``.
"""

from django.dispatch import Signal

published = Signal()
withdrawn = Signal()
