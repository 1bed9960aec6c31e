"""Mai works through the list of the day: done, taken back, set aside; what she decided stays decided."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quen.insight.business_day import business_today
from quen.insight.today.models import Care, CareState
from quen.people.models import Customer
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.console.reports.books import settle
from tests.insight.shop import buy
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def today_page(page: Page, live_server: Any) -> Page:
    """Hoa and Minh came every ten days, and not for forty; Mai is signed in and sees Today."""
    built, today = world.build(), business_today()
    for name, amount in (("Hoa", 300_000), ("Minh", 200_000)):
        customer = Customer.objects.create(name=name)
        for days in (60, 50, 40):
            buy(customer, today - timedelta(days=days), amount, store=built.store)
    buy(None, today, 10_000, store=built.store)  # the shop is open: the figures speak of today
    settle(today)
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Email").fill(built.mai.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{live_server.url}/")
    return page


def test_today_done_taken_back_and_set_aside(today_page: Page, live_server: Any) -> None:
    page = today_page
    expect(page.get_by_role("heading", name="Hôm nay chăm sóc ai")).to_be_visible()
    page.get_by_role("button", name="Đã làm: Hoa").click()
    expect(page.get_by_text("Đã ghi: chăm sóc xong Hoa.")).to_be_visible()
    expect(page.get_by_role("button", name="Đã làm: Hoa")).to_have_count(0)
    assert Care.objects.get(customer__name="Hoa", kind="rescue").state == CareState.DONE

    page.locator("#care [role=status]").get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("button", name="Đã làm: Hoa")).to_be_visible()
    page.get_by_label("Gác lại: Minh").click()
    page.get_by_role("button", name="trong 30 ngày").locator("visible=true").click()
    expect(page.get_by_text("Đã gác Minh đến ngày")).to_be_visible()

    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("button", name="Đã làm: Hoa")).to_be_visible()
    expect(page.get_by_role("button", name="Đã làm: Minh")).to_have_count(0)
    aside = Care.objects.get(customer__name="Minh", kind="rescue")
    assert (aside.state, aside.rests_until) == (CareState.ASIDE, business_today() + timedelta(days=30))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert fits(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
