"""Why an act was refused: a code for programs, a sentence for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Base of every refusal by a rule. ``str(error)`` is a complete Chinese sentence."""

    code = "refused"
    message = _("不能这样操作。")

    def __init__(self, message: str | Promise = "", **data: object) -> None:
        self.data = data
        text = str(message or self.message)
        super().__init__(text % data if data else text)


class NotAllowed(Refused):
    """The person lacks the right. Where even existence is a secret, views answer 404."""

    code = "not_allowed"
    message = _("您没有进行这项操作的权限。")


class NotFound(NotAllowed):
    """There is no such thing, or none that this person may know of: the two look alike."""

    code = "not_found"
    message = _("没有找到这项内容，可能已被删除，或者不在您的工作范围内。")


class WrongState(Refused):
    """The thing has moved on since the person looked at it; nothing was changed."""

    code = "wrong_state"
    message = _("内容的状态已经改变，请刷新页面后再操作。")


class Stale(Refused):
    """Somebody saved a newer version in the meantime; nothing was overwritten."""

    code = "stale"
    message = _("在您编辑期间，他人已保存了新的版本，您的修改没有覆盖它。")


class Invalid(Refused):
    """What was entered breaks a rule. ``fields`` maps field names to lists of sentences."""

    code = "invalid"
    message = _("填写的内容不符合要求。")

    def __init__(
        self, message: str | Promise = "", *, fields: dict[str, list[str]] | None = None, **data: object
    ) -> None:
        self.fields = fields or {}
        if not message and self.fields:
            message = " ".join(str(line) for lines in self.fields.values() for line in lines)
        super().__init__(message, **data)


class NeedsConfirmation(Invalid):
    """Something looks wrong but may be right: a person has checked it or corrects it. Never a wall."""

    code = "needs_confirmation"
    message = _("有需要核对的内容，请核对后确认。")


class Blocked(Refused):
    """What is asked for has to wait until each of ``lines`` (complete sentences) is put right."""

    code = "blocked"

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__(" ".join(lines))
