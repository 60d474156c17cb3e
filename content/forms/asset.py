"""Naming and describing a file of the library."""

from typing import Any

from django import forms

from content.models import Asset

NAMES = ("title", "alt_text", "rights_note")


class AssetForm(forms.Form):
    """What may change of a file once it is in: never the file itself.

    The texts the person had before them travel along, so that nobody overwrites unseen.
    """

    def __init__(self, *args: Any, asset: Asset, **options: Any) -> None:
        super().__init__(
            *args,
            initial={f"{kind}{name}": getattr(asset, name) for name in NAMES for kind in ("", "seen_")},
            **options,
        )
        for name in NAMES:
            field = Asset._meta.get_field(name)
            self.fields[name] = forms.CharField(
                label=field.verbose_name, help_text=field.help_text, max_length=200, required=not field.blank
            )
            self.fields[f"seen_{name}"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAMES}

    def seen(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"seen_{name}"] for name in NAMES}
