"""From a fresh installation to Today, with nothing but a browser and a file of the till."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from quen.flows.import_sales.jobs import run_import
from quen.flows.models import SalesImport
from quen.purchases.models import Purchase
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.console.cast import SALES
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_mai_sets_up_uploads_her_file_and_sees_today(page: Page, live_server: Any, tmp_path: Path) -> None:
    file = tmp_path / "doanh số.csv"
    file.write_text(SALES, encoding="utf-8")

    page.goto(live_server.url)
    expect(page).to_have_url(live_server.url + "/setup/")
    page.fill("[name=name]", "Cà phê Mai")
    page.fill("[name=owner_name]", "Trần Thị Mai")
    page.fill("[name=owner_email]", "mai@example.com")
    page.fill("[name=owner_password]", PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tải tệp bán hàng lên, hoặc xem thử trước")
    page.set_input_files("#files", str(file))
    expect(page.locator("[data-drop-names]")).to_contain_text("doanh số.csv")
    page.get_by_role("button", name="Tải lên và xem trước").click()

    expect(page.get_by_text("Chưa nhập dòng nào")).to_be_visible()
    for width in (PHONE, DESK):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        assert fits(page)
    page.get_by_role("button", name="Nhập như thế này").click()

    expect(page.locator("#progress progress")).to_be_visible()
    run_import(import_id=SalesImport.objects.get().pk)
    expect(page.get_by_text("4 dòng đã đọc = 3 đã nhập + 0 đã có từ trước + 1 bị loại.")).to_be_visible()
    assert Purchase.objects.count() == 3

    page.get_by_role("link", name="Xem trang Hôm nay").click()
    expect(page).to_have_url(live_server.url + reverse("console:today"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_invited_colleague_can_be_sent_away_only_after_a_question(page: Page, live_server: Any) -> None:
    shop = world.build()
    page.goto(live_server.url + reverse("console:staff:show", args=[shop.tu.pk]))
    page.fill("[name=login]", shop.mai.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.get_by_role("button", name="Khóa tài khoản").click()
    page.get_by_role("dialog").get_by_role("button", name="Hủy").click()
    shop.tu.refresh_from_db()
    assert shop.tu.is_active
    page.get_by_role("button", name="Khóa tài khoản").click()
    with page.expect_navigation():  # the question, too, says that she cannot sign in any more
        page.get_by_role("dialog").get_by_role("button", name="Khóa tài khoản").click()
    expect(page.get_by_text("không đăng nhập được nữa")).to_be_visible()
    shop.tu.refresh_from_db()
    assert not shop.tu.is_active
