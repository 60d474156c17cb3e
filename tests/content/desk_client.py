"""A signed-in person at the desk, for the tests of the admin's screens."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from columns.models import Column
from tests import given

FORM = {
    "kind": "news",
    "title": "省政府召开常务会议",
    "body": "<p>研究部署防汛工作。</p>",
    "files-TOTAL_FORMS": "0",
    "files-INITIAL_FORMS": "0",
}


def at_desk(user: User) -> Client:
    client = Client(HTTP_HOST=given.PLATFORM_HOST)
    client.force_login(user, backend=given.MODEL_BACKEND)
    return client


def typed(into: Column, **values: Any) -> dict[str, Any]:
    """What the browser sends for a filled-in form."""
    return FORM | {"column": into.pk, "_save": "1"} | values


def row(number: int, asset_id: int, **values: Any) -> dict[str, Any]:
    """The fields of one file of the form."""
    texts = {"asset_id": asset_id, "role": "attachment", "title": "附件", "ORDER": number + 1} | values
    return {f"files-{number}-{name}": value for name, value in texts.items()}


def rows(*each: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"files-TOTAL_FORMS": str(len(each))}
    for one in each:
        found |= one
    return found


def to(name: str, *args: Any) -> str:
    return reverse(f"admin:content_{name}", args=args)


def text_of(answer: Any) -> str:
    return answer.content.decode()
