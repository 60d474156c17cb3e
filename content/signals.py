"""What a citizen sees has changed: sent after commit, once per item (see docs/architecture.md).

All carry ``item_id`` and ``placements``, a list of ``(site_id, column_id)``.
``published``: a revision went live, for the first time or in place of another.
``withdrawn``: taken down everywhere. ``changed``: a live item is listed in more
or fewer columns; ``placements`` names the columns that changed.
"""

from django.dispatch import Signal

published = Signal()
withdrawn = Signal()
changed = Signal()
