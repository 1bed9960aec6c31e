"""A real Chromium for the front end's own tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test when a script fails or the security policy is broken."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-write", "clipboard-read"]
    )
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.on("console", lambda said: failures.append(said.text) if "Security Policy" in said.text else None)
    yield opened
    context.close()
    assert failures == []
