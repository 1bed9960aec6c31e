"""From a store's poster to a card on the phone, which is still there when the line is cut."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from quen.cards.models import Card
from quen.enrolment.models import Member
from tests import world
from tests.browser.conftest import PHONE, fits
from tests.flows.loyal import running
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pictured(page: Page, name: str) -> None:
    """A picture, where somebody wants to look."""
    if folder := os.environ.get("QUEN_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_stranger_joins_by_the_poster_and_keeps_her_card_without_a_line(
    page: Page, chromium: Browser, live_server: Any
) -> None:
    shop = world.build()
    steps = [
        {"key": "member", "name": "Thành viên", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 130_000},
    ]
    running(shop, welcome={"points": 20}, tiers={"by": "spending", "steps": steps})
    context = chromium.new_context(viewport=PHONE, locale="vi-VN", service_workers="allow")  # type: ignore[arg-type]
    phone = context.new_page()

    phone.goto(live_server.url + reverse("member:join_store", args=[shop.store.pk]))
    expect(phone.get_by_text("Tặng 20 điểm")).to_be_visible()
    pictured(phone, "join")
    phone.get_by_label("Số điện thoại của bạn").fill("0987 654 321")
    phone.get_by_label("Tên của bạn").fill("Phạm Thị Hoa")
    phone.wait_for_timeout(1_000)  # nobody types faster
    phone.get_by_role("button", name="Đăng ký thành viên").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Xong rồi. Số của bạn đã được tích điểm.")
    assert fits(phone)
    pictured(phone, "waiting")
    code = phone.locator(".m-wait-code").inner_text()

    page.goto(live_server.url + reverse("console:cards:find"))
    page.fill("[name=login]", shop.tu.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.fill("[name=q]", code)
    page.keyboard.press("Enter")
    expect(page.get_by_text("0987 654 321")).to_be_visible()
    pictured(page, "console-phone")
    page.get_by_role("button", name="Đúng số: mở thẻ").click()
    expect(page.get_by_text("Thẻ đã mở trên điện thoại của khách.")).to_be_visible()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Chào Hoa")
    number = str(Card.objects.get())
    expect(phone.get_by_text(number)).to_be_visible()
    expect(phone.get_by_role("img", name="Mã QR của thẻ")).to_be_visible()
    assert fits(phone)
    expect(phone.locator("html[data-kept]")).to_be_attached()
    pictured(phone, "card")

    context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text(number)).to_be_visible()
    expect(phone.get_by_text("Đang mất mạng")).to_be_visible()
    pictured(phone, "card-offline")
    context.close()
    assert Member.objects.get().customer.name == "Phạm Thị Hoa"
