"""Lan taps 2 on her phone: the worker makes it somebody's ticket with a deadline, without waiting for its next round."""

import asyncio
import threading
from time import monotonic, sleep

import pytest
from django.test import Client
from django.utils import timezone

from quen.config import worker
from quen.config.readers import AT_ONCE, READERS
from quen.events.readers import run_all
from quen.shops.roles import Role
from quen.surveys.links import OfReceipt, token_of
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.tickets.models import Ticket
from tests import world as cast
from tests.events.story import settle
from tests.insight.shop import buy

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60.0
"""A busy machine may take its time for a look; what is asserted is how many looks there were."""


def _until_heard(looks: list[bool]) -> None:
    until = monotonic() + PATIENCE
    while not any(looks):
        assert monotonic() < until
        sleep(0.01)


def test_a_tap_is_somebodys_ticket_by_the_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, now = cast.build(), timezone.now()
    hoa = cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT)
    survey = make_survey(name="NPS", form=READY_MADE["nps"].form, at=now, by=shop.by_mai)
    bought = buy(shop.lan, timezone.localdate(), 60_000, store=shop.store)
    looks: list[bool] = []  # whether the ticket was there after each

    def counted(readers: object) -> int:
        assert readers is AT_ONCE
        read = run_all(AT_ONCE)
        looks.append(Ticket.objects.exists())
        return read

    monkeypatch.setattr(worker, "run_all", counted)
    monkeypatch.setattr(worker, "follow", lambda **_how: pytest.fail("nobody waits for the round"))
    stop = threading.Event()
    listener = threading.Thread(target=worker._hear_at_once, args=[stop])
    listener.start()
    try:
        phone = Client(headers={"accept-language": "vi"})
        tapped = phone.post(f"/m/s/{token_of(OfReceipt(survey.pk, bought.pk))}/", {"score": "2"})
        assert tapped.status_code == 302
        settle()
        begun = len(looks)
        _until_heard(looks)
    finally:
        stop.set()
        listener.join()
    assert looks.index(True) + 1 - begun <= 2
    assert 2 * worker.HEARS_SECONDS < 1, "two looks and their work fit in a second"
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.kind, ticket.came_by, ticket.owner) == (
        shop.lan,
        "complaint",
        "survey",
        hoa,
    )
    assert ticket.due_at is not None and ticket.due_at > now


def test_the_worker_starts_who_hears_and_the_rounds_know_the_same_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[str] = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: started.append(thread.name))
    monkeypatch.setattr(threading.Thread, "join", lambda thread, timeout=None: None)
    monkeypatch.setattr(asyncio, "run", lambda work: work.close())
    worker.work()
    assert "low scores" in started
    assert {reader.name for reader in AT_ONCE} <= {reader.name for reader in READERS}
