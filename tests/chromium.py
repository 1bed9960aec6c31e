"""One real Chromium, for the browser tests and for the front end's own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tools.screenshot import FLAGS

PATIENCE_MS = 30_000
"""How long a page may take to show what is expected of it: `expect` alone waits five seconds, and a busy machine is slow."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one file. Skips where there is none; CI must have one.

    Not for the whole run: Playwright's sync API keeps an event loop in this thread while it is open, and beside one Django
    refuses the database and loses the language.
    """
    path = path_of_chromium()
    if not path or not Path(path).exists():
        why = "no Chromium here (apt-get install chromium, or name one in QUEN_CHROMIUM)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def path_of_chromium() -> str | None:
    """Where Chromium is, None where there is none."""
    named = os.environ.get("QUEN_CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
