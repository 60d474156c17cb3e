"""Real Chromium against a real server on a free port.

Every site answers at its own host, ``http://<domain>.localhost:PORT/``, which
Chromium resolves to this machine by itself; the platform's own host is
``http://127.0.0.1:PORT/``. A test gets:

- ``platform_url("/admin/")`` and ``site_url(site, "/")``: addresses;
- ``new_person(width=1366)``: a page in a fresh browser context (own cookies);
- ``sign_in(page, user)``: the page belongs to ``user`` from now on.

Without Chromium the tests are skipped with the reason; with ``CI=true`` they
fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from sites.models import Site
from tests import given

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HEIGHTS = {375: 812, 768: 1024, 1366: 768}
# Playwright keeps an event loop in this thread; Django must not mistake the
# tests' own queries for queries from a coroutine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def chromium_path() -> str | None:
    """The Chromium to drive: ``CHROMIUM``, or the first one on the path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        message = "Chromium is not installed (apt-get install chromium, or set CHROMIUM to its path)."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture
def server(transactional_db, settings) -> Iterator[LiveServer]:
    """The product on a free port of 127.0.0.1, its settings knowing that port."""
    running = LiveServer("127.0.0.1")
    settings.PORT = running.thread.port
    settings.PLATFORM_HOSTS = ["127.0.0.1"]
    settings.SITE_HOST_SUFFIX = ".localhost"
    settings.SITE_SCHEME = "http"
    settings.SITE_PORT_SUFFIX = f":{running.thread.port}"
    yield running
    running.stop()


@pytest.fixture
def platform_url(server: LiveServer) -> Callable[..., str]:
    """``platform_url("/admin/")``: an address on the platform's own host."""
    return lambda path="/": f"{server.url}{path}"


@pytest.fixture
def site_url(server: LiveServer) -> Callable[..., str]:
    """``site_url(site, "/")``: an address on the site's main domain."""
    return lambda site, path="/": Site.objects.get(pk=site.pk).absolute_url(path)


@pytest.fixture
def new_person(browser: Browser, server: LiveServer, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """``new_person(width=375)``: a page with its own cookies, as a person at their own machine.

    Script errors on any of their pages fail the test. ``javascript=False``
    gives a reader without scripts.
    """
    contexts, errors, numbers = [], [], count(1)

    def meet(*, width: int = 1366, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        number = next(numbers)
        page.on("pageerror", lambda error: errors.append(f"person {number}: {page.url}: {error}"))
        return page

    yield meet
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)


@pytest.fixture
def sign_in(server: LiveServer) -> Callable[[Page, User], Page]:
    """``sign_in(page, user)``: give the page a session of ``user`` on the platform's own host."""

    def enter(page: Page, user: User) -> Page:
        client = Client(HTTP_HOST=given.PLATFORM_HOST)
        client.force_login(user, backend=given.MODEL_BACKEND)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
        return page

    return enter
