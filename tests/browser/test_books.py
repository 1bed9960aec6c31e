"""Mai corrects Lan's points on her profile, and finds them in the books, at the desk and on her phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.people.search import refresh_search
from quen.points.adjust import adjust
from quen.points.earn import earn
from quen.points.expire import expire_due
from quen.points.redeem import redeem
from tests import world as cast
from tests.browser.conftest import DESK, PHONE, fits
from tests.flows.loyal import member, running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("QUEN_PICTURES", "")
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Thị Phương Thảo Quỳnh Anh"


@pytest.fixture
def shop() -> cast.World:
    """Two years of Lan's points; a correction for a customer with a long name waits."""
    world = cast.build()
    running(world, point_value_minor=100)
    member(world)
    now = timezone.now()
    for months in range(20, -1, -1):
        at = now - timedelta(days=30 * months)
        earn(customer=world.lan.pk, points=400 + 37 * months, at=at, expires_at=at + timedelta(days=365), version=1,
             key=f"e{months}", by=SYSTEM)  # fmt: skip
        redeem(customer=world.lan.pk, points=200, at=at, reason="Đổi ly sứ", key=f"r{months}", by=SYSTEM)
        expire_due(at=at)
    long_name = Customer.objects.create(name=LONG_NAME)
    adjust(customer=long_name.pk, points=900, reason="Đền bù vì giao nhầm hàng hai lần trong tháng", at=now, key="a",
           by=SYSTEM)  # fmt: skip
    refresh_search()
    return world


@pytest.fixture
def mai(page: Page, shop: cast.World, live_server: object) -> Page:
    client = Client()
    client.force_login(shop.mai)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    page.goto(f"{live_server}/customers/{shop.lan.pk}/")
    return page


def test_a_correction_on_the_profile_stands_in_the_books(
    mai: Page, shop: cast.World, live_server: object
) -> None:
    panel = mai.locator("#points-page")
    expect(panel).to_contain_text("Khả dụng")
    panel.get_by_text("Điều chỉnh", exact=True).first.click()
    mai.locator("#adjust-points").fill("25")
    mai.locator("#adjust-reason").fill("Quên quét thẻ")
    mai.get_by_role("button", name="Điều chỉnh số dư").click()
    expect(mai.locator(".messages, .toast, [role=status], [role=alert]").first).to_contain_text(
        "Đã điều chỉnh số dư"
    )
    expect(mai.locator("#points-page")).to_contain_text("+25")
    mai.get_by_role("link", name="Xem mọi biến động điểm").click()
    expect(mai.locator("#movements")).to_contain_text("Quên quét thẻ")
    mai.goto(f"{live_server}/loyalty/books/corrections/")
    mai.get_by_role("button", name="Duyệt").click()
    expect(mai.locator("main")).to_contain_text("Không có gì chờ duyệt")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_scrolls_sideways_and_each_shows_where_we_are(
    mai: Page, shop: cast.World, live_server: object, size: dict[str, int]
) -> None:
    mai.set_viewport_size(size)  # type: ignore[arg-type]
    books = f"{live_server}/loyalty/books/"
    for name, address in {
        "profile": f"{live_server}/customers/{shop.lan.pk}/",
        "points": f"{live_server}/customers/{shop.lan.pk}/points/",
        "index": books,
        "journal": f"{books}journal/",
        "breakage": f"{books}breakage/",
        "corrections": f"{books}corrections/",
        "movements": f"{books}customers/{shop.lan.pk}/",
    }.items():
        mai.goto(address, wait_until="networkidle")
        assert fits(mai), name
        for here in mai.locator(".filters-row > [aria-current]").all():
            expect(here).to_be_in_viewport(ratio=1)  # the last of a row that is wider than the phone, too
        if PICTURES:
            mai.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
