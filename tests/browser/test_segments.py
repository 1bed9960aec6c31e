"""Mai builds a segment: the count follows every choice, at the desk, on her phone and by the keyboard."""

import os
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.insight.summary.due import measure_yardsticks
from quen.insight.summary.refresh import refresh_all
from quen.people.models import Customer, SegmentMembership
from quen.people.search import refresh_search
from quen.segments.due import keep_in_step
from quen.segments.models import Segment
from quen.segments.profile.measure import measure_fifths
from quen.segments.profile.refresh import refresh_all_profiles
from quen.segments.ready_made import make_ready_made
from tests import world as cast
from tests.browser.conftest import PHONE, fits
from tests.insight.shop import buy, product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop() -> cast.World:
    """Lan came every week, Đạo once long ago, Hoa bought tea yesterday."""
    world, today = cast.build(), timezone.localdate()
    coffee, tea = product("Cà phê sữa đá", "Đồ uống"), product("Trà đào cam sả", "Đồ uống")
    dao = Customer.objects.create(name="Trần Văn Đạo", tags=["VIP"])
    hoa = Customer.objects.create(name="Công Tằng Tôn Nữ Hoàng Thị Như Hoa", tags=["VIP"])
    for weeks in range(6):
        buy(world.lan, today - timedelta(days=7 * weeks + 2), 29_000, store=world.store, products=(coffee,))
    buy(dao, date(2025, 3, 1), 500_000, store=world.store, products=(coffee,))
    buy(hoa, today - timedelta(days=1), 45_000, store=world.store, products=(tea,))
    refresh_search()
    refresh_all(today=today)
    measure_yardsticks(today=today)
    refresh_all_profiles()
    measure_fifths(today=today)
    make_ready_made(at=timezone.now())
    keep_in_step(today=today, at=timezone.now())
    return world


@pytest.fixture
def mai(page: Page, shop: cast.World, live_server: object) -> Page:
    """Her browser, signed in, at the list of segments."""
    client = Client()
    client.force_login(shop.mai)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    page.goto(f"{live_server}/customers/segments/")
    return page


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("QUEN_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_mai_builds_a_segment_and_sees_who_is_in_it(mai: Page) -> None:
    _picture(mai, "segments_1280")
    mai.get_by_role("link", name="Phân khúc mới").first.click()
    found = mai.locator("#found")
    expect(found).to_contain_text("Thêm một điều kiện")
    mai.get_by_label("Thêm điều kiện").select_option("bought")
    mai.get_by_role("button", name="Thêm", exact=True).click()
    expect(found).to_contain_text("Nguyễn Thị Lan")
    expect(found).to_contain_text("2 khách")
    mai.get_by_label("Mua gì, ở đâu", exact=True).select_option("product")
    mai.get_by_label("Mặt hàng").type("trà")
    expect(mai.locator("datalist option[value='Trà đào cam sả']")).to_have_count(1)
    mai.get_by_label("Mặt hàng").fill("Trà đào cam sả")
    expect(found).to_contain_text("1 khách")
    expect(found).to_contain_text("mua “Trà đào cam sả” ít nhất 1 lần trong 30 ngày qua")
    mai.get_by_role("button", name="Nhóm", exact=True).click()
    inner = mai.locator(".rule-group .rule-group")
    inner.get_by_label("Thêm điều kiện").select_option("tag")
    inner.get_by_role("button", name="Thêm", exact=True).click()
    inner.get_by_label("Nhãn", exact=True).fill("VIP")
    inner.get_by_label("Cách kết hợp các điều kiện").select_option("none")
    expect(found).to_contain_text("0 khách")
    inner.get_by_label("Cách kết hợp các điều kiện").select_option("any")
    expect(found).to_contain_text("Như Hoa")
    mai.get_by_label("Tên").fill("Khách VIP mua trà gần đây")
    _picture(mai, "segment_form_1280")
    mai.get_by_role("button", name="Tạo phân khúc").click()
    expect(mai.locator("h1")).to_have_text("Khách VIP mua trà gần đây")
    keep_in_step(today=timezone.localdate(), at=timezone.now())
    assert SegmentMembership.objects.get().segment == Segment.objects.get(is_ready_made=False).key
    mai.reload()
    _picture(mai, "segment_1280")
    mai.get_by_role("link", name="Xem khách").click()
    expect(mai.locator("#rows")).to_contain_text("1 khách hàng")
    expect(mai.locator("#rows")).to_contain_text("Như Hoa")


def test_the_form_works_by_keyboard_on_a_phone(mai: Page, live_server: object) -> None:
    mai.set_viewport_size(PHONE)  # type: ignore[arg-type]
    mai.goto(f"{live_server}/customers/segments/")
    assert fits(mai)
    _picture(mai, "segments_390")
    mai.goto(f"{live_server}/customers/segments/new/")
    mai.get_by_label("Thêm điều kiện").focus()
    for _ in range(6):  # days since the last purchase
        mai.keyboard.press("ArrowDown")
    mai.keyboard.press("Tab")
    mai.keyboard.press("Enter")
    days = mai.get_by_label("Số ngày", exact=True)
    expect(days).to_be_visible()
    days.focus()
    mai.keyboard.type("90")
    expect(mai.locator("#found")).to_contain_text("Trần Văn Đạo")
    assert fits(mai)
    _picture(mai, "segment_form_390")
    mai.get_by_role("button", name="Bỏ: Số ngày từ lần mua cuối").focus()
    mai.keyboard.press("Enter")
    expect(mai.locator("#found")).to_contain_text("Thêm một điều kiện")
