"""Mai writes a rule, reads what it would have cost her, and launches the version: the whole way of a programme."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from quen.enrolment.versions import version_in_force
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.insight.backtest.ask import run_back_test
from quen.insight.lake.reader import lake_reader
from quen.insight.models import BackTest
from tests import world as cast
from tests.browser.conftest import DESK, PHONE, fits
from tests.flows.loyal import bought, member, running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_rule_is_written_tried_on_the_past_and_launched(page: Page, live_server: Any) -> None:
    shop = cast.build()
    running(shop, point_value_minor=200)
    member(shop)
    for days, amount in ((9, 95_000), (5, 120_000), (2, 250_000)):
        bought(shop, amount, at=timezone.now() - timedelta(days=days), key=f"till-{days}")
    catch_up(lake_reader(), until=EVERYTHING)

    client = Client()
    client.force_login(shop.mai)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    page.goto(f"{live_server}/loyalty/programme/")
    page.get_by_role("button", name="Bản nháp mới").click()
    page.get_by_role("link", name="Thêm quy tắc").click()
    for kind, asked in (
        ("add", {"number"}),
        ("stamp", {"stamp", "stamp_for"}),
        ("voucher", {"voucher"}),
        ("multiply", {"factor"}),
    ):
        page.locator("[name=kind]").select_option(kind)
        for name in ("factor", "number", "stamp", "stamp_for", "voucher"):
            expect(page.locator(f"[name={name}]")).to_be_visible(visible=name in asked)
    with page.expect_response(lambda answer: "?words" in answer.url):  # though the name is still missing
        page.locator("[name=factor]").fill("2")
    expect(page.locator("[name=factor]")).to_be_focused()
    page.get_by_label("Tên", exact=True).fill("Nhân đôi")
    expect(page.locator("#words")).to_contain_text("Nhân đôi: Nhân 2 điểm cơ bản")  # while she types
    page.get_by_role("button", name="Lưu vào bản nháp").click()
    expect(page.locator("main")).to_contain_text("Nhân đôi")

    page.get_by_role("link", name="Chạy thử").click()
    page.get_by_role("button", name="Bắt đầu chạy thử").click()
    expect(page.locator("main")).to_contain_text("Chạy thử phiên bản 2")
    run_back_test(back_test_id=BackTest.objects.get().pk)
    expect(page.locator("main")).to_contain_text("1 thành viên được lợi, 0 bị thiệt, 0 như cũ")
    expect(page.get_by_role("row", name="Điểm đã tặng")).to_contain_text("92")  # 9 + 12 + 25, twice
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert fits(page)

    page.get_by_role("link", name="Các lần chạy thử").click()
    page.get_by_role("link", name="Quán Mai").click()
    page.get_by_role("link", name="Áp dụng").click()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator("#messages")).to_contain_text("Phiên bản 2 đã được áp dụng")
    in_force = version_in_force(localdate())
    assert in_force is not None and (in_force.version, [rule.name for rule in in_force.rules]) == (
        2,
        ["Nhân đôi"],
    )
    assert bought(shop, 50_000, at=timezone.now(), key="till-now").points_earned == 10
