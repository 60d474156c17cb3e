"""What other rooms may listen to."""

from django.dispatch import Signal

# Inside the transaction that opens a site: whoever needs a row per site makes it now. Sends ``site``.
site_created = Signal()
# After commit: name, colours, contact, status or domains of a site changed. Sends ``site_id``.
site_changed = Signal()
