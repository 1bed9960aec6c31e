"""Lan scans the code on her receipt and says in three taps what was wrong; the worker makes it Mai's ticket, which is
answered and settled, and Lan says how that was."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.config import worker
from quen.kernel.actor import SYSTEM
from quen.surveys.links import OfReceipt, token_of
from quen.surveys.models import Response
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.tickets.models import Entry, Rating, Ticket
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.browser.test_warranty import sign_in
from tests.insight.shop import buy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


PATIENCE = 60.0
"""A busy machine may take its time; how soon it is by rights is tested in tests/config."""


@contextmanager
def hearing() -> Iterator[None]:
    """The worker's thread that hears low scores."""
    stop = threading.Event()
    thread = threading.Thread(target=worker._hear_at_once, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_from_a_low_score_to_her_word_on_how_it_was_settled(page: Page, live_server: Any) -> None:
    built, now = world.build(), timezone.now()
    survey = make_survey(
        name=str(READY_MADE["nps"].name), form=READY_MADE["nps"].form, audience=READY_MADE["nps"].audience,
        at=now - timedelta(days=9), by=SYSTEM,
    )  # fmt: skip
    bought = buy(built.lan, now.date(), 60_000, store=built.store)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/m/s/{token_of(OfReceipt(survey.pk, bought.pk))}/")
    assert fits(page)
    with hearing():
        page.locator('button.m-tap[value="2"]').click()
        expect(page.get_by_text("Đã ghi câu trả lời")).to_be_visible()
        page.get_by_text("Chờ lâu").click()
        page.get_by_role("button", name="Gửi").click()
        expect(page.get_by_role("heading", name="Cảm ơn")).to_be_visible()
        until = monotonic() + PATIENCE
        while not Entry.objects.filter(text="Chờ lâu").exists():
            assert monotonic() < until
            sleep(0.05)
    said = Response.objects.get()
    assert (said.answers, said.completed_at is not None) == ({"score": 2, "reasons": ["wait"]}, True)
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.came_by, ticket.kind) == (built.lan, "survey", "complaint")
    assert (ticket.owner, ticket.due_at is not None) == (built.mai, True)

    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    sign_in(page, live_server.url, built.mai.email, "/tickets/")
    page.get_by_role("link", name=ticket.subject).click()
    expect(page.get_by_role("link", name="Nguyễn Thị Lan")).to_be_visible()
    page.get_by_label("Trả lời", exact=True).fill("Quán xin lỗi chị Lan, quán mời chị ly khác.")
    page.get_by_role("button", name="Trả lời và giải quyết xong").click()
    expect(page.get_by_text("Đã trả lời.")).to_be_visible()
    rating = page.get_by_role("link", name="Liên kết cho khách").get_attribute("href")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}{rating}")
    page.locator('input[name=score][value="5"]').check()
    page.get_by_label("Giải quyết xong ngay lần đầu").check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert fits(page)
    assert (Rating.objects.get().score, Rating.objects.get().verdict) == (5, "one")
    page.goto(f"{live_server.url}/tickets/{ticket.pk}/")
    expect(page.get_by_text("5 trên 5")).to_be_visible()
    assert fits(page)
