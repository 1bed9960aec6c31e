"""Mai reads how far her forecast can be trusted, and what to expect of one customer."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.insight.as_of import AsOf
from quen.insight.forecasts.run import run_forecasts
from quen.people.models import Customer
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.console.reports.books import settle
from tests.insight.forecasts.regulars import LAST_DAY, regulars
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def customer(page: Page, live_server: Any) -> Customer:
    """One of a hundred customers of a year, forecast; Mai is signed in."""
    built = world.build()
    people = regulars(built.store)
    settle(LAST_DAY)
    run_forecasts(today=LAST_DAY, as_of=AsOf(LAST_DAY, LAST_DAY, is_stale=False), at=timezone.now())
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Email").fill(built.mai.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{live_server.url}/")
    return people[0]


def test_mai_sees_whether_to_trust_the_forecast_and_then_uses_it(
    page: Page, customer: Customer, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/reports/")
    page.get_by_role("link", name="Dự báo", exact=True).click()
    expect(page.get_by_role("heading", name="Đang dùng dự báo nào, và vì sao")).to_be_visible()
    expect(page.locator("figure.chart svg").nth(2)).to_be_visible()
    page.get_by_text("Xem số liệu").nth(1).click()
    expect(page.get_by_role("rowheader", name="Lần ghé cuối")).to_be_visible()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert fits(page)

    page.goto(f"{live_server.url}/customers/{customer.pk}/")
    outlook = page.locator("#outlook-page")
    expect(outlook.get_by_text("Còn là khách")).to_be_visible()
    outlook.get_by_role("link", name="Tin được đến đâu").click()
    expect(page.get_by_role("heading", name="Dự báo", exact=True)).to_be_visible()
