"""Password rules beyond Django's own (ORG-05)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
REQUIRED_CLASSES = 3


class CharacterClassValidator:
    """At least three of: small letters, capital letters, digits, other characters."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(re.search(one, password)) for one in CLASSES) < REQUIRED_CLASSES:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("密码至少要包含小写字母、大写字母、数字、其他符号中的三种。")
