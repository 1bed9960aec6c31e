"""Tú turns on notices of tasks in the console; a due task comes through a push service and is shown by his browser."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from quen.flows.remind_of_tasks import remind_due
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.settings import change_limits
from quen.messages.staff_push_models import StaffSubscription
from tests import world
from tests.browser.conftest import PHONE, fits
from tests.browser.push_in_browser import shown_after, subscribe_to
from tests.messages import push_peer
from tests.tasks.errands import errand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_due_task_is_shown_by_the_browser_that_asked_for_notices(
    chromium: Browser, live_server: Any, tmp_path: Path, settings: Any
) -> None:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    shop, service, keys = world.build(), push_peer.start(tmp_path / "push"), push_peer.Browser()
    change_limits(channel=Channel.PUSH, is_on=True, by=SYSTEM)
    context = chromium.new_context(
        viewport=PHONE, locale="vi-VN", service_workers="allow", permissions=["notifications"]  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    page.goto(live_server.url + reverse("console:tasks:reminders"))
    page.get_by_label("Email").fill("tu@example.com")
    page.get_by_label("Mật khẩu").first.fill(world.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thông báo trên trình duyệt này")).to_be_visible()
    subscribe_to(page, endpoint=f"http://127.0.0.1:{service.port}/tu", p256dh=keys.p256dh, auth=keys.auth)
    page.get_by_role("button", name="Bật thông báo").click()
    expect(page.get_by_text("Thông báo sẽ đến trình duyệt này.")).to_be_visible()
    assert fits(page) and StaffSubscription.objects.get().staff == shop.tu

    now = timezone.now()
    errand(shop, now, owner=shop.tu.pk, title="Gọi chị Lan")
    assert remind_due(at=now + timedelta(minutes=1)) == 1
    [asked] = service.asked()
    said = keys.read(asked["body"])
    service.stop()
    assert shown_after(page, origin=live_server.url, said=said) == [
        ["1 việc đến hạn · Cà phê Mai", "• Gọi chị Lan", said["tag"]]
    ]
    context.close()
