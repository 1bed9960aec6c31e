"""Mai takes a ready-made journey, changes a step, tries it on the last year, switches it on, and sees Lan in it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.journeys.models import Enrolment, Journey
from quen.journeys.proved import keep_proof
from tests import world as cast
from tests.browser.conftest import DESK, PHONE, fits
from tests.journeys.test_proof import lived_through
from tests.journeys.travel import buys, go
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_ready_made_journey_to_lan_on_its_map(page: Page, live_server: Any) -> None:
    shop = cast.build()
    now = timezone.now()
    buys(shop.lan, now - timedelta(days=40))
    sign_in(page, str(live_server.url))

    page.goto(f"{live_server.url}/outreach/templates/new/sms/")
    page.get_by_label("Nội dung").press_sequentially("Chào")  # it has no name yet
    expect(page.locator("#preview")).to_contain_text("Chào")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert fits(page)

    page.goto(f"{live_server.url}/outreach/journeys/ready-made/")
    page.get_by_role("listitem").filter(has_text="Cảm ơn sau mỗi lần mua").get_by_role("button").click()
    page.get_by_role("link", name="Sửa", exact=True).click()
    page.get_by_role("link", name="Sửa: Chờ 2 giờ").wait_for()
    journey = Journey.objects.get()
    page.get_by_role("link", name="Sửa: Chờ 2 giờ").click()
    page.get_by_label("Số ngày chờ").fill("1")
    page.get_by_label("Số giờ").fill("")
    page.get_by_role("button", name="Lưu vào bản nháp").click()
    expect(page.get_by_text("Chờ 1 ngày")).to_be_visible()
    page.get_by_role("button", name="Chuyển xuống: Chờ 1 ngày").click()
    expect(page.locator("#step-2")).to_contain_text("Chờ 1 ngày")
    page.get_by_role("button", name="Chuyển lên: Chờ 1 ngày").click()
    expect(page.locator("#step-1")).to_contain_text("Chờ 1 ngày")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert fits(page)

    page.get_by_role("link", name="Chạy thử trên một năm qua").click()
    expect(page.get_by_text("Nguyễn Thị Lan")).to_be_visible()
    expect(page.get_by_text("1 đã qua").first).to_be_visible()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert fits(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert not Enrolment.objects.exists()
    page.go_back()
    page.get_by_role("button", name="Lưu thành phiên bản mới").click()
    expect(page.get_by_text("Đã lưu thành phiên bản 2.")).to_be_visible()

    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_role("button", name="Tắt", exact=True)).to_be_visible()
    at = timezone.now()
    buys(shop.lan, at)
    go(at + timedelta(minutes=1))
    page.reload()
    expect(page.get_by_role("link", name="1 đang ở đây")).to_be_visible()
    page.get_by_role("link", name="1 đang ở đây").click()
    expect(page.get_by_role("link", name="Nguyễn Thị Lan")).to_be_visible()
    inside = Enrolment.objects.get(journey=journey)
    assert (inside.customer_id, inside.version, inside.step) == (shop.lan.pk, 2, "1")
    assert inside.due_at - at >= timedelta(hours=24)


def test_what_it_brought_fits_a_phone_in_the_list_and_on_its_page(
    page: Page, live_server: Any, now: datetime
) -> None:
    shop = cast.build()
    journey = lived_through(shop, now, treated_buy=4, held_out_buy=2)
    keep_proof(journey=journey, at=now)
    sign_in(page, str(live_server.url))
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{live_server.url}/outreach/journeys/")
        expect(page.get_by_text("“Cảm ơn” tốn hơn số nó mang lại")).to_be_visible()
        assert fits(page)
        page.get_by_role("link", name="Xem các con số").click()
        expect(page.get_by_text("Lỗ: lợi nhuận mang lại nằm giữa")).to_be_visible()
        assert fits(page)


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("Email").fill("mai@example.com")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "login" not in url)
