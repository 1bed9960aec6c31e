"""Mai finds a customer and writes a note, at the desk and on her phone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.insight.summary.refresh import refresh_all
from quen.people.models import Customer, Note
from quen.people.search import refresh_search
from tests import world as cast
from tests.browser.conftest import PHONE, fits
from tests.insight.shop import buy, product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop() -> cast.World:
    """Lan came every week; nobody else is known."""
    world = cast.build()
    today: date = timezone.localdate()
    for weeks in range(6):
        day = today - timedelta(days=7 * weeks + 2)
        buy(world.lan, day, 29_000, store=world.store, products=(product("Cà phê sữa đá"),))
    refresh_search()
    refresh_all(today=today)
    return world


@pytest.fixture
def mai(page: Page, shop: cast.World, live_server: object) -> Page:
    """Her browser, signed in."""
    client = Client()
    client.force_login(shop.mai)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    page.goto(f"{live_server}/customers/")
    return page


def test_lan_is_found_as_mai_types_without_diacritics(mai: Page) -> None:
    mai.keyboard.press("/")
    mai.keyboard.type("nguyen lan")
    mai.wait_for_url("**/customers/?q=nguyen+lan")
    expect(mai.locator("#rows")).to_contain_text("1 khách hàng")
    mai.get_by_role("link", name="Nguyễn Thị Lan").click()
    expect(mai.locator("h1")).to_have_text("Nguyễn Thị Lan")
    expect(mai.locator(".rhythm figcaption")).to_have_text(
        "Thường 7 ngày ghé một lần, nay đã 2 ngày chưa ghé."
    )
    mai.locator("#purchases .people-purchase summary").first.click()
    expect(mai.locator("#purchases")).to_contain_text("Cà phê sữa đá")
    expect(mai.locator("#story .story-entry").first).to_be_visible()


def test_a_deleted_note_comes_back_by_undo(mai: Page) -> None:
    mai.get_by_role("link", name="Nguyễn Thị Lan").click()
    mai.get_by_role("textbox", name="Viết ghi chú").fill("Thích ít đường")
    mai.get_by_role("button", name="Lưu ghi chú").click()
    expect(mai.locator("#notes")).to_contain_text("Thích ít đường")
    mai.get_by_role("button", name="Xóa ghi chú này").click()
    expect(mai.locator("#notes")).not_to_contain_text("Thích ít đường")
    mai.get_by_role("button", name="Hoàn tác").click()
    expect(mai.locator("#notes")).to_contain_text("Thích ít đường")
    assert Note.objects.get().deleted_at is None


def test_a_filter_chosen_is_in_the_address_and_the_back_button_lifts_it(mai: Page) -> None:
    mai.get_by_text("Bộ lọc", exact=True).click()
    mai.get_by_label("Giai đoạn").select_option("lapsed")
    mai.wait_for_url("**/customers/?stage=lapsed")
    expect(mai.locator("#rows")).to_contain_text("Không tìm thấy khách nào")
    mai.go_back()
    expect(mai.locator("#rows")).to_contain_text("Nguyễn Thị Lan")


def test_a_chosen_row_is_tagged(mai: Page) -> None:
    mai.get_by_label("Chọn Nguyễn Thị Lan").check()
    mai.locator(".bulk").get_by_placeholder("Nhãn").fill("VIP")
    mai.get_by_role("button", name="Gắn").click()
    expect(mai.locator("#messages")).to_contain_text("Đã gắn nhãn VIP cho 1 khách.")
    expect(mai.locator("#rows tbody")).to_contain_text("VIP")


def test_on_a_phone_nothing_scrolls_sideways(mai: Page) -> None:
    mai.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert fits(mai)
    mai.get_by_role("link", name="Nguyễn Thị Lan").click()
    expect(mai.locator("#story .story-entry").first).to_be_visible()
    assert fits(mai)


def test_on_a_phone_the_search_says_all_it_finds_and_the_order_stays_while_filters_are_open(
    mai: Page,
) -> None:
    mai.set_viewport_size(PHONE)  # type: ignore[arg-type]
    search = mai.locator("[data-search]")
    assert search.evaluate("field => field.offsetWidth") > PHONE["width"] * 0.85
    mai.locator(".people-panel > summary").click()
    mai.locator("select[name=sort]").select_option("revenue")
    mai.wait_for_url("**/customers/?sort=revenue")
    mai.locator("select[name=stage]").select_option("lapsed")
    mai.wait_for_url("**stage=lapsed**")


def test_another_customer_is_picked_while_typing(mai: Page, shop: cast.World, live_server: object) -> None:
    mai.goto(f"{live_server}/customers/{shop.lan.pk}/pick/merge/")
    known_twin = Customer.objects.create(name="Nguyễn Thị Lành")
    refresh_search([known_twin.pk])
    mai.get_by_role("searchbox").press_sequentially("lanh")
    expect(mai.locator("#picked")).to_contain_text("Nguyễn Thị Lành")
