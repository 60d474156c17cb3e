"""What citizens see. Views are thin: reads in ``reads`` and ``rows``, the head in ``content.pages``."""
