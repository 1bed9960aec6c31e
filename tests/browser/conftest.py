"""A real Chromium before the real pages: `live_server` of pytest-django on loopback, and `page` to drive it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session", autouse=True)
def _every_page_is_in() -> None:
    """The first request of a process brings in all that pages need, for seconds: no browser waits for that."""
    import_module(settings.ROOT_URLCONF)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh window on a desk, in Vietnamese; fails the test when a script of ours fails."""
    failures: list[str] = []
    context = chromium.new_context(viewport=DESK, locale="vi-VN")  # type: ignore[arg-type]
    window = context.new_page()
    window.on("pageerror", lambda error: failures.append(str(error)))
    yield window
    context.close()
    assert failures == []


def fits(page: Page) -> bool:
    """Whether the page does not scroll sideways; a page still on its way is waited for, not measured half."""
    page.wait_for_load_state()
    answer = page.wait_for_function(
        "document.body && (document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        " ? 'fits' : 'sideways')"
    )
    return bool(answer.json_value() == "fits")
