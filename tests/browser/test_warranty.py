"""Lan's machine leaks: Tú finds it by her phone and receives it; Mai decides; Lan has it back and sees its new term."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.cards.link_tokens import token_of
from quen.cards.open_on_phone import open_for
from quen.warranty.models import Claim
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.flows.loyal import running
from tests.warranty.machines import SERIAL, promised, sold
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, address: str, email: str, to: str) -> None:
    page.context.clear_cookies()
    page.goto("about:blank")  # what the page before still loads is not taken for this one's
    page.goto(f"{address}/account/login/?next={to}")
    page.get_by_label("Email").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{address}{to}")


def test_from_the_counter_to_the_goods_return(page: Page, live_server: Any) -> None:
    built, now = world.build(), timezone.now()
    running(built)
    promised(built, now)
    sold(built, now - timedelta(days=30))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, live_server.url, built.tu.email, "/warranty/")
    page.get_by_role("searchbox").fill("0912.345.678")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nhận bảo hành", exact=True)).to_be_visible()
    expect(page.get_by_text("Máy móc được bảo hành 12 tháng")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Nhận hàng").click()
    page.get_by_label("Lỗi của hàng").fill("Rò nước ở đáy máy")
    page.get_by_role("button", name="Nhận hàng").click()
    expect(page.get_by_text("Chỉ trả hàng sau khi đã quyết định")).to_be_visible()
    expect(page.get_by_role("button", name="Từ chối")).to_have_count(0)
    assert fits(page)

    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    sign_in(page, live_server.url, built.mai.email, "/warranty/claims/")
    page.get_by_role("link", name="Máy pha cà phê").click()
    where = page.locator("section").filter(has_text="Hàng đã ở đâu")
    page.get_by_role("button", name="Nhận bảo hành").click()
    expect(page.get_by_role("heading", name="Quyết định lại")).to_be_visible()
    page.get_by_role("button", name="Đang ở nơi sửa").click()
    expect(where).to_contain_text("Đang ở nơi sửa")
    page.get_by_role("button", name="Đã sửa xong, về cửa hàng").click()
    expect(where).to_contain_text("Đã sửa xong, về cửa hàng")
    page.get_by_label("Ghi chú").fill("Thay gioăng")
    page.get_by_role("button", name="Đã trao").click()
    expect(where).to_contain_text("Thay gioăng")
    expect(page.get_by_text("Nhận bảo hành: Máy pha cà phê")).to_be_visible()
    claim = Claim.objects.get()
    assert (claim.decision, claim.place, claim.serial) == ("accepted", "handed_over", SERIAL)

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    link = token_of(open_for(customer=built.lan.pk, at=now, by=built.by_mai), at=now)
    page.goto(f"{live_server.url}/m/c/{link}/")
    expect(page.get_by_text("Bảo hành của bạn")).to_be_visible()
    expect(page.get_by_text(SERIAL)).to_be_visible()
    assert fits(page)
