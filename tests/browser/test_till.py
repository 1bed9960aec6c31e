"""Tú sells at the till: a new member's first sale and its return, and sales while the line is cut."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.flows.claim_reward import claim_reward
from quen.people.models import Consent
from quen.people.search import refresh_search
from quen.points.reads import balance_of
from quen.purchases.models import Purchase, Return
from quen.rewards.catalogue import add_reward
from quen.rewards.models import RewardKind
from quen.till.decide import change_till_settings
from quen.vouchers.check import check
from quen.vouchers.issue import issue
from quen.vouchers.models import Lease, Use, Voucher
from tests import world as cast
from tests.browser.conftest import PHONE, fits
from tests.flows.loyal import SUNDAY, member, running
from tests.insight.shop import buy, product
from tests.vouchers.kinds import CAKE, kind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEND_AGAIN = """() => new Promise((done) => {
  indexedDB.open("quen-till").onsuccess = (event) => {
    const change = event.target.result.transaction("sales", "readwrite");
    const sales = change.objectStore("sales");
    sales.getAll().onsuccess = (found) => {
      for (const sale of found.target.result) sales.put({ ...sale, state: "waiting" });
    };
    change.oncomplete = done;
  };
})"""
"""As if the answers had been lost on the way."""
TAPS = "addEventListener('click', () => { window.taps = (window.taps ?? 0) + 1; }, true);"


@pytest.fixture
def shop() -> cast.World:
    """One point for every 10,000 ₫, worth 1,000 ₫; five to whoever joins; offline three may be spent."""
    world = cast.build()
    running(world, point_value_minor=1_000, welcome={"points": 5})
    for days in (1, 2, 3):
        day = timezone.localdate() - timedelta(days=days)
        buy(world.lan, day, 29_000, store=world.store, products=(product("Cà phê sữa đá"),))
    buy(
        None,
        timezone.localdate() - timedelta(days=2),
        45_000,
        store=world.store,
        products=(product("Trà đào cam sả"),),
    )
    change_till_settings(offline_points=3, by=world.by_mai)
    refresh_search()
    return world


@pytest.fixture
def tu(page: Page, shop: cast.World, live_server: object) -> Iterator[Page]:
    """His till, signed in, in the only store."""
    client = Client()
    client.force_login(shop.tu)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    page.add_init_script(TAPS)
    page.goto(f"{live_server}/till/")
    expect(page.locator("#till-line")).to_contain_text("Có mạng")
    expect(page.locator("#till-chips")).to_contain_text("Cà phê sữa đá")
    yield page
    page.goto("about:blank")


def test_a_stranger_becomes_a_member_buys_spends_and_brings_back(tu: Page, shop: cast.World) -> None:
    tu.keyboard.type("0987654321")
    tu.locator("#till-enrol").click()
    tu.locator("#till-enrol-yes").click()
    expect(tu.locator("#till-customer")).to_contain_text("5 điểm khả dụng")
    tu.locator("#till-amount").fill("95000")
    expect(tu.locator("#till-gives")).to_contain_text("+9 điểm sẽ được cộng")
    tu.locator("#till-finish").click()
    expect(tu.locator("#till-slip")).to_contain_text("Điểm được cộng: 9")
    assert tu.evaluate("window.taps") <= 6
    assert Consent.objects.get().is_given
    tu.keyboard.press("Enter")

    tu.keyboard.type("4321\n")
    expect(tu.locator("#till-customer")).to_contain_text("14 điểm khả dụng")
    tu.get_by_role("button", name="Trà đào cam sả").click()
    tu.locator("#till-redeem-all").click()
    expect(tu.locator("#till-due")).to_contain_text("31.000 ₫")
    tu.keyboard.press("F9")
    expect(tu.locator("#till-slip")).to_contain_text("Trả bằng 14 điểm")
    bought = Purchase.objects.filter(channel="till").latest("pk")
    customer = bought.customer_id
    assert customer is not None
    tu.keyboard.press("Enter")

    tu.keyboard.press("F8")
    tu.locator("#till-return-receipt").fill(bought.receipt)
    tu.keyboard.press("Enter")
    tu.locator("#till-take-back").click()
    expect(tu.locator("#till-return")).to_contain_text("31.000 ₫")
    expect(tu.locator("#till-return")).to_contain_text("Điểm hoàn lại: 14")
    assert balance_of(customer=customer, at=timezone.now()).available == 14
    assert Return.objects.get().amount_minor == 45_000


def test_a_regular_pays_the_price_of_regulars(tu: Page, shop: cast.World) -> None:
    steps = [{"from_purchase": 1, "percent_off": 10}]
    iced = {"key": "iced", "name": "Giá khách quen", "goods": {"products": ["Cà phê sữa đá"]}, "steps": steps}
    member(shop)
    running(shop, effective_from=SUNDAY.date(), point_value_minor=1_000, price_steps=[iced])
    tu.keyboard.type("lan")
    tu.get_by_role("button", name="Nguyễn Thị Lan").click()
    tu.locator("#till-chips").get_by_role("button", name="Cà phê sữa đá").click()
    expect(tu.locator("#till-gives")).to_contain_text("Giá khách quen: Lần này mua lần đầu. −2.900 ₫")
    expect(tu.locator("#till-due")).to_contain_text("26.100 ₫")
    tu.keyboard.press("F9")
    expect(tu.locator("#till-slip")).to_contain_text("Giá thành viên−2.900 ₫")
    assert Purchase.objects.filter(channel="till").get().amount_minor == 26_100


def test_a_sale_paid_by_card_has_the_points_for_it(tu: Page, shop: cast.World) -> None:
    member(shop)
    card = {"key": "card", "name": "Thẻ", "when": {"payment_methods": ["Thẻ", "MoMo"]}, "give": {"add": 7}}
    running(shop, effective_from=SUNDAY.date(), point_value_minor=1_000, rules=[card])
    tu.locator("#till-amount").fill("20000")
    expect(tu.locator("#till-due")).to_contain_text("20.000 ₫")
    assert tu.locator("#till-paid button").count() == 0, "this page knows no rule that asks"
    tu.reload()
    tu.locator("#till-search").fill("lan")
    tu.get_by_role("button", name="Nguyễn Thị Lan").click()
    tu.locator("#till-amount").fill("20000")
    expect(tu.locator("#till-gives")).to_contain_text("+2 điểm sẽ được cộng")
    tu.locator("#till-paid").get_by_role("button", name="Thẻ").click()
    expect(tu.locator("#till-gives")).to_contain_text("+9 điểm sẽ được cộng")
    expect(tu.locator("#till-paid").get_by_role("button", name="Thẻ")).to_have_attribute(
        "aria-pressed", "true"
    )
    tu.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert fits(tu)
    tu.keyboard.press("F9")
    expect(tu.locator("#till-slip")).to_contain_text("Điểm được cộng: 9")
    tu.keyboard.press("Enter")
    tu.locator("#till-amount").fill("20000")
    expect(tu.locator("#till-paid").get_by_role("button", name="Thẻ")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_digits_typed_while_an_answer_is_on_its_way_are_enrolled_too(tu: Page) -> None:
    tu.keyboard.type("09")
    expect(tu.locator("#till-enrol")).to_be_visible()
    tu.route(re.compile("q=0987654321"), lambda route: None)  # this answer never comes
    tu.keyboard.type("87654321")
    tu.locator("#till-enrol").click()
    expect(tu.locator("#till-enrol-phone")).to_have_value("0987654321")


def test_sales_of_a_cut_line_are_counted_once(tu: Page, shop: cast.World, live_server: object) -> None:
    member(shop)
    tu.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    tu.locator("#till-search").fill("lan")
    tu.get_by_role("button", name="Nguyễn Thị Lan").click()
    expect(tu.locator("#till-customer")).to_contain_text("Nguyễn Thị Lan")
    tu.reload()
    expect(tu.locator("#till-chips")).to_contain_text("Cà phê sữa đá")

    tu.context.set_offline(True)
    tu.reload()
    expect(tu.locator("#till-line")).to_contain_text("Mất mạng")
    tu.keyboard.type("lan\n")
    expect(tu.locator("#till-customer")).to_contain_text("Theo những gì quầy này biết")
    tu.get_by_role("button", name="Cà phê sữa đá").click()
    tu.locator("#till-finish").click()
    expect(tu.locator(".till-sheet")).to_contain_text("Đã giữ trên máy này")
    tu.keyboard.press("Enter")
    tu.keyboard.type("0987654321")
    tu.locator("#till-enrol").click()
    tu.locator("#till-enrol-yes").click()
    tu.locator("#till-amount").fill("50000")
    tu.keyboard.press("Enter")
    expect(tu.locator(".till-sheet")).to_contain_text("Đã giữ trên máy này")
    tu.keyboard.press("Escape")
    expect(tu.locator("#till-line")).to_contain_text("2 đơn chờ gửi")
    assert not Purchase.objects.filter(channel="till").exists()
    tu.reload()
    expect(tu.locator("#till-line")).to_contain_text("2 đơn chờ gửi")

    tu.context.set_offline(False)
    expect(tu.locator("#till-line")).to_contain_text("2 đơn đã gửi")
    tu.evaluate(SEND_AGAIN)
    tu.reload()
    expect(tu.locator("#till-line")).to_contain_text("2 đơn đã gửi")
    sold = list(Purchase.objects.filter(channel="till").order_by("pk"))
    assert [(sale.amount_minor, sale.customer_id is not None) for sale in sold] == [
        (29_000, True),
        (50_000, True),
    ]
    assert balance_of(customer=shop.lan.pk, at=timezone.now()).available == 2


def test_a_voucher_held_by_the_till_is_used_once_though_the_line_is_cut(
    tu: Page, shop: cast.World, live_server: object
) -> None:
    member(shop)
    change_till_settings(offline_voucher_minor=50_000, by=shop.by_mai)
    at = timezone.now()
    kind(at - timedelta(days=1))
    held, other = (
        issue(kind="giam", customer=shop.lan.pk, at=at, key=key, by=shop.by_mai).code for key in ("v1", "v2")
    )
    Voucher.objects.filter(code=other).update(customer=None)  # nobody showed it here while the line was up
    tu.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    tu.reload()
    tu.locator("#till-search").fill("lan")
    with tu.expect_response("**/till/leases/"):
        tu.get_by_role("button", name="Nguyễn Thị Lan").click()
    lease = Lease.objects.get()
    assert (lease.voucher.code, lease.till[3:]) == (held, " · Quận 1")
    expect(tu.locator("#till-customer")).to_contain_text("Giảm giá")

    tu.context.set_offline(True)
    tu.reload()
    expect(tu.locator("#till-line")).to_contain_text("Mất mạng")
    tu.keyboard.type("lan\n")
    tu.get_by_role("button", name="Cà phê sữa đá").click()
    tu.locator("#till-voucher").fill(other)
    tu.keyboard.press("Enter")
    expect(tu.locator("#till-told")).to_contain_text("quầy này chưa thấy phiếu lúc còn mạng")
    tu.locator("#till-customer").get_by_role("button", name="Giảm giá").click()
    expect(tu.locator("#till-due")).to_contain_text("19.000 ₫")
    tu.locator("#till-finish").click()
    expect(tu.locator("#till-slip")).to_contain_text("−10.000 ₫")
    tu.keyboard.press("Enter")
    tu.keyboard.type("lan\n")
    tu.get_by_role("button", name="Cà phê sữa đá").click()
    tu.locator("#till-voucher").fill(held)  # a second time
    tu.keyboard.press("Enter")
    expect(tu.locator("#till-told")).to_contain_text("Mất mạng nên không dùng được phiếu")
    expect(tu.locator("#till-due")).to_contain_text("29.000 ₫")
    elsewhere = check(code=held, customer=shop.lan.pk, store=shop.store.pk, lines=[CAKE], at=timezone.now())
    assert not elsewhere.is_valid

    tu.context.set_offline(False)
    expect(tu.locator("#till-line")).to_contain_text("1 đơn đã gửi")
    tu.evaluate(SEND_AGAIN)
    tu.reload()
    expect(tu.locator("#till-line")).to_contain_text("1 đơn đã gửi")
    bought = Purchase.objects.get(channel="till")
    assert (Use.objects.get().purchase_id, Use.objects.get().discount_minor) == (bought.pk, 10_000)
    assert not Lease.objects.filter(ended_at__isnull=True).exists()


def test_a_reward_on_a_members_phone_is_scanned_and_handed_over(tu: Page, shop: cast.World) -> None:
    lan, at = member(shop), timezone.now()
    mug = add_reward(kind=RewardKind.GIFT, name="Ly sứ", points=0, price_minor=20_000, at=at, by=shop.by_mai)
    claim = claim_reward(reward=mug.pk, customer=lan, at=at, key="c", by=shop.by_mai)
    tu.locator("#till-amount").focus()
    tu.evaluate(_SCANNED, claim.code)
    expect(tu.locator("#till-claim")).to_contain_text("Ly sứ")
    expect(tu.locator("#till-claim")).to_contain_text("20.000 ₫")
    tu.keyboard.press("Enter")
    expect(tu.locator("#till-claim")).to_contain_text("Đã trao “Ly sứ”")
    claim.refresh_from_db()
    assert (claim.state, claim.store_id) == ("handed_over", shop.store.pk)
    tu.keyboard.press("Enter")
    tu.evaluate(_SCANNED, claim.code)
    expect(tu.locator("#till-claim")).to_contain_text("Đừng trao quà này")
    expect(tu.locator("#till-hand-over")).to_have_count(0)


def test_an_ended_session_loses_no_sale(tu: Page, shop: cast.World, live_server: object) -> None:
    tu.context.clear_cookies()
    tu.locator("#till-amount").fill("50000")
    tu.keyboard.press("Enter")
    expect(tu.locator(".till-sheet")).to_contain_text("Đã giữ trên máy này")
    tu.keyboard.press("Enter")
    expect(tu.locator("#till-notice")).to_contain_text("1 đơn chờ")
    client = Client()
    client.force_login(shop.tu)
    tu.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}]
    )
    tu.reload()
    expect(tu.locator("#till-line")).to_contain_text("1 đơn đã gửi")
    assert Purchase.objects.get(channel="till").amount_minor == 50_000


# As fast as a scanner types by the events' own clock, however slow the machine that drives the browser.
_SCANNED = """code => {
  let moment = performance.now() + 100;
  for (const key of [...code, "Enter"]) {
    const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(pressed, "timeStamp", { value: moment++ });
    const isTaken = !document.activeElement.dispatchEvent(pressed);
    if (!isTaken && key.length === 1) document.execCommand("insertText", false, key);
  }
}"""


def test_a_scanner_types_into_whatever_has_the_focus(tu: Page) -> None:
    tu.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tu.locator("#till-amount").focus()
    tu.evaluate(_SCANNED, "0912345678")
    expect(tu.locator("#till-customer")).to_contain_text("Nguyễn Thị Lan")
    expect(tu.locator("#till-amount")).to_have_value("")
    assert fits(tu)
