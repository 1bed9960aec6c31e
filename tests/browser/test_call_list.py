"""Mai works through the call list: whom she has, what to say, one tap for what came of it, and a call for later."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.messages.channel import Channel
from quen.messages.settings import change_limits
from quen.people.models import Customer, Identity, IdentityKind
from quen.tasks.models import Outcome, TaskState
from tests import world
from tests.browser.conftest import PHONE, fits
from tests.browser.test_warranty import sign_in
from tests.tasks.errands import errand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_customer_after_the_other_with_one_tap_each(page: Page, live_server: Any) -> None:
    built, now = world.build(), timezone.now()
    change_limits(
        channel=Channel.CALL, from_hour=0, until_hour=24, by=built.by_mai
    )  # whatever time it is here
    hung = Customer.objects.create(name="Đỗ Văn Hùng")
    Identity.objects.create(customer=hung, kind=IdentityKind.PHONE, value="+84987654321")
    said = "Dạ em chào {{ dear }}, em gọi từ {{ business }}."
    first = errand(built, now - timedelta(hours=2), script=said)
    second = errand(built, now - timedelta(hours=1), script=said, customer=hung.pk)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, live_server.url, built.mai.email, "/tasks/calls/")
    page.get_by_role("button", name="Bắt đầu gọi").click()
    expect(page.get_by_text("Dạ em chào bạn Lan, em gọi từ Cà phê Mai.")).to_be_visible()
    expect(page.locator('main a[href="tel:+84912345678"]').first).to_be_visible()
    assert fits(page)
    page.get_by_label("Ghi chú").fill("Cảm ơn chị")
    page.get_by_role("button", name="Đã nói chuyện").click()
    expect(page.get_by_text("Dạ em chào bạn Hùng, em gọi từ Cà phê Mai.")).to_be_visible()
    tomorrow = (timezone.localtime(now) + timedelta(days=1)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    page.get_by_label("Gọi lại lúc").fill(f"{tomorrow:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Khách hẹn gọi lại lúc đó").click()
    expect(page.get_by_role("heading", name="Không còn ai cần gọi")).to_be_visible()
    assert fits(page)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.outcome, first.words) == (TaskState.DONE, Outcome.REACHED, "Cảm ơn chị")
    assert (second.state, second.outcome, second.not_before, second.is_appointment) == (
        TaskState.SNOOZED, Outcome.CALL_BACK, tomorrow, False,
    )  # fmt: skip
