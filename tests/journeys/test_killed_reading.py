"""The whole of a worker killed at any moment, from the word of a purchase to the end: nobody twice, nobody lost."""

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing.context import ForkProcess

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from quen.events.models import Event
from quen.events.readers import catch_up
from quen.journeys import advance
from quen.journeys.models import Enrolment, Passage, State
from quen.journeys.reader import journey_reader
from quen.messages.models import Message
from quen.people.models import Customer
from quen.points.models import Transfer
from quen.tickets.models import Ticket
from tests.events.story import settle
from tests.journeys.travel import THANKS, Values, buys, journey_of
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 40
BOUGHT = {"event": "purchase.recorded"}
STEPS: list[Values] = [
    {"do": "wait", "days": 1},
    {"do": "offer", "points": 5},
    {"do": "until", "happens": BOUGHT, "most_days": 3},
    {"do": "condition", "happened": BOUGHT,
     "yes": [{"do": "goal", "name": "Quay lại"}, {"do": "webhook", "words": "Quay lại"}],
     "no": [{"do": "ticket", "subject": "Hỏi thăm", "text": "Gọi hỏi vì sao"}]},
    THANKS,
]  # fmt: skip
_FORK = multiprocessing.get_context("fork")
_SECONDS = _FORK.Value("d", 0.0)
"""What the clock of the workers says, as seconds of the epoch; the story moves it."""


def test_who_buys_twice_and_who_does_not_each_get_everything_once(shop: World) -> None:
    begun = timezone.now() - timedelta(days=20)
    journey = journey_of(*STEPS, at=begun, stale_days=60, most_an_hour=100_000)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(PEOPLE))
    chance, kills = random.Random(23), 0
    for each in people:
        buys(each, begun + timedelta(hours=1))
    settle()
    kills += killed_until(begun + timedelta(hours=2), lambda: Enrolment.objects.count() == PEOPLE, chance)
    kills += killed_until(begun + timedelta(hours=3), lambda: waiting_at("1") == PEOPLE, chance)
    kills += killed_until(begun + timedelta(days=1, hours=4), lambda: waiting_at("3") == PEOPLE, chance)
    again = people[::2]
    for each in again:
        buys(each, begun + timedelta(days=1, hours=5))
    settle()
    half = len(again)
    kills += killed_until(begun + timedelta(days=1, hours=6), lambda: gone() == half, chance)
    kills += killed_until(begun + timedelta(days=9), lambda: gone() == PEOPLE, chance)

    assert kills >= 10
    assert Enrolment.objects.filter(journey=journey, reason="end", trouble="").count() == PEOPLE
    assert Enrolment.objects.filter(goal_at__isnull=False).count() == half
    assert told("journey.entered") == told("journey.left") == PEOPLE
    assert told("journey.told") == half
    for model, count in ((Message, PEOPLE), (Ticket, PEOPLE - half)):
        assert model.objects.count() == count
        assert not model.objects.values("customer").annotate(n=Count("pk")).filter(n__gt=1).exists()
    assert Transfer.objects.count() == PEOPLE
    steps = dict(Passage.objects.values_list("step").annotate(Count("pk")))
    everybody = dict.fromkeys(("1", "2", "3", "4", "5"), PEOPLE)
    assert steps == {**everybody, "4.yes.1": half, "4.yes.2": half, "4.no.1": PEOPLE - half}


def killed_until(moment: datetime, is_done: Callable[[], bool], chance: random.Random) -> int:
    """Two workers at this moment of the story, killed at least once and up to six times; how many were."""
    _SECONDS.value = moment.timestamp()
    kills = 0
    while kills == 0 or (not is_done() and kills < 6):
        workers = start_workers(2)
        time.sleep(0.02 + chance.random() * 0.25)
        for worker in workers:
            worker.kill()
            worker.join()
            kills += 1
    (last,) = start_workers(1)
    deadline = time.monotonic() + 60
    while not is_done() and time.monotonic() < deadline:
        time.sleep(0.05)
    last.kill()
    last.join()
    assert is_done()
    return kills


def waiting_at(step: str) -> int:
    return Enrolment.objects.filter(state=State.ACTIVE, step=step, began_at__isnull=False).count()


def gone() -> int:
    return Enrolment.objects.filter(state=State.LEFT).count()


def told(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def start_workers(count: int) -> list[ForkProcess]:
    workers = [_FORK.Process(target=work, daemon=True) for _worker in range(count)]
    for worker in workers:
        worker.start()
    return workers


def work() -> None:
    """What the worker does every second: it reads the story, and takes those further who are due."""
    connection.connection = None  # the parent's, which stays hers; this process opens its own
    advance.AT_ONCE = 5
    reader = journey_reader(now=clock)
    while True:
        catch_up(reader)
        advance.advance_due(at=clock())


def clock() -> datetime:
    return datetime.fromtimestamp(_SECONDS.value, tz=timezone.get_current_timezone())
