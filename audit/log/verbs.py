"""Chinese names of acts, registered by the room that does them."""

from collections.abc import Mapping

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register(labels: Mapping[str, str | Promise]) -> None:
    """Add ``{"room.thing.act": "…"}``; call it in ``AppConfig.ready()``. Raises ValueError for a second meaning."""
    for verb, text in labels.items():
        if verb in _labels and str(_labels[verb]) != str(text):
            raise ValueError(f"{verb} already has a label")
        _labels[verb] = text


def label(verb: str) -> str:
    """The Chinese name of ``verb``, or ``verb`` itself where no room gave one."""
    return str(_labels.get(verb, verb))


def search(text: str) -> list[str]:
    """Verbs whose label or code contains ``text``."""
    wanted = text.strip().lower()
    return [verb for verb, name in _labels.items() if wanted and (wanted in str(name).lower() or wanted in verb)]


def choices() -> list[tuple[str, str]]:
    """All verbs with their labels, those of one room together."""
    return [(verb, str(_labels[verb])) for verb in sorted(_labels)]
