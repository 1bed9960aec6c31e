"""Mai reads her reports: findings, charts with numbers, filters in the address, a file to take away."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from quen.insight.business_day import business_today
from quen.people.models import Customer
from quen.shops.models import Store
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.console.reports.books import settle
from tests.insight.shop import buy, product
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(page: Page, live_server: Any) -> date:
    """Ten customers over half a year, up to today, at two stores; Mai is signed in."""
    built = world.build()
    other = Store.objects.create(name="Chi nhánh Thảo Điền, Thành phố Thủ Đức", key="thao dien")
    today = business_today()
    coffee = product("Cà phê sữa đá", "do uong")
    for number in range(10):
        customer = Customer.objects.create(name=f"Khách {number}")
        for visit in range(number + 1):
            day = today - timedelta(days=15 * visit + number)
            buy(customer, day, 45_000, store=other if number % 2 else built.store, products=(coffee,))
    settle(today)
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Email").fill(built.mai.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{live_server.url}/")
    return today


def test_mai_reads_the_repeat_rate_narrows_it_and_takes_it_home(
    page: Page, shop: date, live_server: Any, tmp_path: Path
) -> None:
    page.goto(f"{live_server.url}/reports/")
    expect(page.get_by_text("90,0% khách hàng đã quay lại ít nhất một lần")).to_be_visible()
    page.get_by_role("link", name="Tỷ lệ khách mua lại").click()
    expect(page.locator("figure.chart svg").first).to_be_visible()
    page.get_by_text("Xem số liệu").first.click()
    expect(page.get_by_role("cell", name="10,0%").first).to_be_visible()

    page.locator("summary", has_text="Tất cả cửa hàng").click()
    page.get_by_role("link", name="Chi nhánh Thảo Điền, Thành phố Thủ Đức").click()
    expect(page.get_by_text("100,0% khách hàng đã quay lại ít nhất một lần")).to_be_visible()
    page.get_by_role("link", name="30 ngày qua").click()
    page.wait_for_url(lambda address: "store=" in address and "period=30d" in address)

    page.get_by_text("Xuất tệp").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (XLSX), tất cả bảng").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == f"repeat-rate-{shop}.xlsx"
    assert load_workbook(BytesIO(saved.read_bytes())).sheetnames == ["purchases", "at-least", "store"]


def test_the_cohort_triangle_shows_its_numbers_and_every_page_fits_a_phone(
    page: Page, shop: date, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/reports/retention/")
    triangle = page.locator("figure.chart").nth(2)
    expect(triangle.locator("svg text").filter(has_text="+1").first).to_be_visible()
    expect(triangle.locator("svg text").filter(has_text="100").first).to_be_attached()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for address in ("", "repeat-rate/?by=first_product", "retention/", "revenue/", "segments/", "rhythm/"):
        page.goto(f"{live_server.url}/reports/{address}")
        assert fits(page), address
    page.goto(f"{live_server.url}/")
    assert fits(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_on_a_phone_billions_stay_in_their_card(page: Page, shop: date, live_server: Any) -> None:
    buy(Customer.objects.get(name="Khách 9"), shop, 99_888_777_000, store=Store.objects.earliest("pk"))
    settle(shop)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/reports/revenue/")
    expect(page.locator(".stat-number").first).to_contain_text("99.8")
    assert page.locator(".stat-number").evaluate_all(
        "all => all.every(one => one.scrollWidth <= one.clientWidth)"
    )


def test_a_period_of_ones_own_is_chosen_and_stays_in_the_address(
    page: Page, shop: date, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/reports/revenue/")
    page.get_by_text("Tự chọn ngày").click()
    page.get_by_label("Từ ngày").fill(f"{shop - timedelta(days=10)}")
    page.get_by_label("Đến ngày").fill(f"{shop}")
    page.get_by_role("button", name="Xem").click()
    page.wait_for_url(f"**from={shop - timedelta(days=10)}**")
    expect(page.get_by_text(f"{shop - timedelta(days=10):%d/%m/%Y} – {shop:%d/%m/%Y}").first).to_be_visible()
