"""Lan turns notices on in her card; what the shop sends goes through a push service and is shown by her phone."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from quen.cards.link_tokens import token_of
from quen.cards.open_on_phone import open_for
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.hand_over import hand_over_due
from quen.messages.models import PushSubscription
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits
from tests import world
from tests.browser.conftest import PHONE, fits
from tests.browser.push_in_browser import shown_after, subscribe_to
from tests.messages import push_peer
from tests.messages.conftest import written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_notice_asked_for_in_the_card_is_shown_by_the_phone(
    chromium: Browser, live_server: Any, tmp_path: Path, settings: Any
) -> None:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    shop, service, keys = world.build(), push_peer.start(tmp_path / "push"), push_peer.Browser()
    change_limits(channel=Channel.PUSH, is_on=True, by=SYSTEM)
    now = timezone.now()
    token = token_of(open_for(customer=shop.lan.pk, at=now, by=shop.by_mai), at=now)
    context = chromium.new_context(
        viewport=PHONE, locale="vi-VN", service_workers="allow", permissions=["notifications"]  # type: ignore[arg-type]
    )  # fmt: skip
    phone = context.new_page()
    phone.goto(live_server.url + reverse("member:open", args=[token]))
    subscribe_to(phone, endpoint=f"http://127.0.0.1:{service.port}/lan", p256dh=keys.p256dh, auth=keys.auth)
    phone.get_by_role("button", name="Bật thông báo").click()
    expect(phone.get_by_text("Thông báo sẽ đến điện thoại này.")).to_be_visible()
    assert fits(phone)
    assert PushSubscription.objects.get().customer_id == shop.lan.pk

    text = written(
        Channel.PUSH,
        MessagePurpose.TRANSACTIONAL,
        subject="Cà phê Mai",
        body="Điểm của {{ dear }} sắp hết hạn",
    )
    queue(customer=shop.lan.pk, version=text, key="points", at=now, by=SYSTEM)
    hand_over_due(account_of(Channel.PUSH), at=now)
    [asked] = service.asked()
    said = keys.read(asked["body"])
    service.stop()

    assert shown_after(phone, origin=live_server.url, said=said) == [
        ["Cà phê Mai", "Điểm của bạn Lan sắp hết hạn", said["tag"]]
    ]
    context.close()
