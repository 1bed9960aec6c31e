"""Hoa asks on the shop's site; Mai finds her on the board, calls her, and her purchase makes her a customer."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.config.readers import follow_to_the_end
from quen.leads.models import Lead, LeadStage, LeadState
from quen.tasks.models import Outcome, Task
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.events.story import settle
from tests.flows.loyal import bought, running
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_first_word_to_a_customer(page: Page, live_server: Any) -> None:
    built = world.build()
    running(built)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/m/ask/?utm_source=facebook&utm_campaign=tet")
    page.get_by_label("Tên của bạn").fill("Trần Thị Hoa")
    page.get_by_label("Số điện thoại").fill("0987 654 321")
    page.get_by_label("Cửa hàng có thể giúp gì").fill("Máy pha cà phê cho văn phòng")
    page.wait_for_timeout(1_100)  # nobody fills it in within a second
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Cảm ơn bạn")).to_be_visible()
    page.set_viewport_size(DESK)  # type: ignore[arg-type]

    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Email").fill(built.mai.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/customers/leads/")
    page.get_by_role("button", name="Phân loại").click()
    expect(page.get_by_role("region", name="Phân loại").get_by_text("Trần Thị Hoa")).to_be_visible()
    page.get_by_role("link", name="Trần Thị Hoa").click()
    expect(page.get_by_text("tet · facebook")).to_be_visible()

    page.get_by_role("link", name="Tạo việc cần làm").click()
    page.get_by_label("Việc cần làm").fill("Gọi tư vấn máy pha")
    page.get_by_role("button", name="Ghi vào danh sách").click()
    page.get_by_label("Ghi chú").fill("Hẹn ghé cửa hàng")
    page.get_by_role("button", name="Đã nói chuyện").click()
    expect(page.get_by_role("button", name="Hoàn tác thay đổi cuối")).to_be_visible()
    assert Task.objects.get().outcome == Outcome.REACHED

    lead = Lead.objects.get()
    assert (lead.stage, lead.state) == (LeadStage.CLASSIFY, LeadState.OPEN)
    bought(built, 9_000_000, customer=lead.customer_id, at=timezone.now())
    settle()
    follow_to_the_end()
    page.goto(f"{live_server.url}/customers/leads/{lead.pk}/")
    expect(page.get_by_text("Từ khách tiềm năng thành khách hàng")).to_be_visible()
    lead.refresh_from_db()
    assert lead.state == LeadState.WON
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert fits(page)
