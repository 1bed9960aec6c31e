"""Mai moves a slider and sees what one more point of retention would be worth."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from quen.people.models import Customer
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.console.reports.books import settle
from tests.insight.shop import buy
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 22)


@pytest.fixture
def shop(live_server: Any) -> world.World:
    """Ten customers two years ago for a million each; six of them again lately, for two millions each."""
    built = world.build()
    for n in range(10):
        customer = Customer.objects.create(name=f"Khách {n}")
        buy(customer, date(2024, 11, 23), 1_000_000, store=built.store)
        if n < 6:
            buy(customer, TODAY, 2_000_000, store=built.store)
    settle(TODAY)
    return built


def sign_in(page: Page, live_server: Any, shop: world.World) -> None:
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Email").fill(shop.mai.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{live_server.url}/")


def worth(page: Page) -> str:
    return page.locator("#answer h2").first.inner_text()


def test_a_slider_moved_changes_what_it_says_and_every_figure(
    page: Page, live_server: Any, shop: world.World
) -> None:
    sign_in(page, live_server, shop)
    page.goto(live_server.url + reverse("console:economics:index"))
    before = worth(page)
    margin = page.get_by_label("Biên lợi nhuận", exact=True)
    margin.focus()
    margin.press("End")
    expect(page.locator("#said-margin")).to_have_text("100%")
    expect(page.locator("#answer h2").first).not_to_have_text(before)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert fits(page)


def test_without_scripts_a_button_works_it_out(
    chromium: Browser, page: Page, live_server: Any, shop: world.World
) -> None:
    sign_in(page, live_server, shop)
    plain = chromium.new_context(java_script_enabled=False, locale="vi-VN")
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    still = plain.new_page()
    still.goto(
        live_server.url
        + reverse("console:economics:index")
        + "?margin=50&keeping=0&winning=0&discount=10&win_back=10"
    )
    before = worth(still)
    with still.expect_navigation():  # to the same figures
        still.get_by_role("button", name="Tính", exact=True).click()
    assert worth(still) == before
    assert "margin=50" in still.url and "part=" not in still.url
    plain.close()
