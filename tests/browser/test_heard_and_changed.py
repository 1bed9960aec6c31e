"""A customer answers on the shop's tablet, Mai tells what she changed, and all their pages fit a phone."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.leads.compete import register
from quen.messages.channel import Channel
from quen.messages.unsubscribe import unsubscribe
from quen.people.models import Customer
from quen.surveys.ask import ask
from quen.surveys.links import OfTablet, token_of
from quen.surveys.models import Response, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.browser.test_warranty import sign_in
from tests.surveys.lan_answers import BY_LAN, lan_buys
from tests.tasks.errands import errand
from tests.tickets.matters import heard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_tablet_to_what_was_changed(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quen.member.tablet.THANKS_SECONDS", 600)  # who taps here is slower than a customer
    built, now = world.build(), timezone.now()
    survey = make_survey(name="NPS", form=READY_MADE["nps"].form, at=now - timedelta(days=9), by=built.by_mai)
    lan_buys(built, now - timedelta(minutes=1))
    tablet = f"{live_server.url}/m/at/{token_of(OfTablet(survey.pk, built.store.pk, True))}/"
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(tablet)
    assert fits(page)
    _look(page, "tablet")
    page.wait_for_timeout(1_100)  # nobody taps within a second of seeing the question
    page.locator('button.m-tap[value="3"]').click()
    page.get_by_text("Chờ lâu").click()
    _look(page, "tablet_more")
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("heading", name="Cảm ơn")).to_be_visible()
    page.get_by_role("link", name="Mời người tiếp theo").click()
    expect(page.locator("button.m-tap").first).to_be_visible()
    assert Response.objects.get().score == 3

    ask(survey=survey.pk, customer=built.lan.pk, way=Way.LINK, key="x", at=now, by=built.by_mai)
    register(name="Cà phê Núi Cao", at=now, by=built.by_mai)
    unsubscribe(customer=built.lan.pk, channel=Channel.SMS, at=now, by=BY_LAN, reason="moved_on",
                words="Qua cà phê Núi Cao rồi")  # fmt: skip
    heard(built, now)
    errand(built, now, customer=Customer.objects.create(name="Hoa").pk)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    sign_in(page, live_server.url, built.mai.email, "/surveys/improvements/")
    page.get_by_label("Đã đổi gì").fill("Thêm một quầy thu ngân")
    page.get_by_label("Vài lời").fill("Giờ cao điểm nay có hai quầy, không phải chờ lâu.")
    page.get_by_label("Chủ đề được trả lời").select_option("wait")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Thêm một quầy thu ngân")).to_be_visible()
    for name, path in (
        ("improvements", "/surveys/improvements/"), ("silent", f"/surveys/{survey.pk}/silent/"),
        ("posters", f"/surveys/{survey.pk}/posters/"), ("competitors", reverse("console:leads:competitors")),
        ("after_sale", "/tickets/after-sale/"), ("reminders", "/tasks/reminders/"),
    ):  # fmt: skip
        for size, shape in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(shape)  # type: ignore[arg-type]
            page.goto(live_server.url + path)
            expect(page.locator("h1")).to_be_visible()
            _look(page, f"{name}_{size}")
            assert fits(page), (name, size)


def _look(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
