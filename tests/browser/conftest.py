"""A real Chromium before the real pages: `live_server` of pytest-django on loopback, and `page` to drive it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def _chromium() -> str | None:
    named = os.environ.get("QUEN_CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run. Skips where there is none; CI must have one."""
    path = _chromium()
    if not path or not Path(path).exists():
        why = "no Chromium here (apt-get install chromium, or name one in QUEN_CHROMIUM)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    # Playwright's sync API runs an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh window on a desk, in Vietnamese; fails the test when a script of ours fails."""
    failures: list[str] = []
    context = chromium.new_context(viewport=DESK, locale="vi-VN")  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    window = context.new_page()
    window.on("pageerror", lambda error: failures.append(str(error)))
    yield window
    context.close()
    assert failures == []


def fits(page: Page) -> bool:
    """Whether the page does not scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
