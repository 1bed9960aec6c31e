"""Workers killed at any moment: everybody gets everything once."""

import multiprocessing
import random
import time
from datetime import timedelta
from multiprocessing.context import ForkProcess

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from quen.events.models import Event
from quen.journeys import advance
from quen.journeys.enter import Candidate, enter
from quen.journeys.models import Enrolment, Passage, State
from quen.kernel.actor import SYSTEM
from quen.messages.models import Message
from quen.people.models import Customer
from quen.tasks.models import Task
from quen.vouchers.models import Voucher
from tests.journeys.travel import THANKS, journey_of
from tests.vouchers.kinds import kind
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 60
MORE = 8
"""So many further than waited for, to be killed with."""
_WORKERS = multiprocessing.get_context("fork")


def test_two_workers_killed_again_and_again_do_everything_once(shop: World) -> None:
    before = timezone.now() - timedelta(minutes=10)
    kind(before, key="giam")
    steps = [
        {"do": "offer", "voucher": "giam"},
        THANKS,
        {"do": "task", "title": "Gọi"},
        {"do": "tag", "add": ["x"]},
    ]
    journey = journey_of(*steps, at=before, most_an_hour=100_000)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(PEOPLE))
    enter(journey=journey.pk, candidates=[Candidate(each.pk, "một", before) for each in people], at=before)
    chance, kills = random.Random(7), 0  # where they are killed differs, the seed does not
    while still_inside() and kills < 8:
        inside, more = still_inside(), chance.randrange(1, 14)
        workers = start_workers(2, leave=inside - more - MORE)
        while still_inside() > inside - more and still_inside():
            time.sleep(0.002)
        time.sleep(chance.random() * 0.05)
        for worker in workers:
            worker.kill()
            worker.join()
            kills += 1
    (last,) = start_workers(1, leave=0)
    deadline = time.monotonic() + 60
    while still_inside() and time.monotonic() < deadline:
        time.sleep(0.05)
    last.kill()
    last.join()

    assert kills >= 4
    assert Enrolment.objects.filter(state=State.LEFT, reason="end", trouble="").count() == PEOPLE
    for model in (Voucher, Message, Task):
        assert model.objects.count() == PEOPLE
        assert not model.objects.values("customer").annotate(n=Count("pk")).filter(n__gt=1).exists()
    assert Passage.objects.count() == PEOPLE * len(steps)
    assert Customer.objects.filter(tags=["x"]).count() == PEOPLE
    told = Event.objects.filter(
        kind__in=("journey.left", "voucher.issued", "task.created", "customer.tagged")
    )
    assert dict(told.values_list("kind").annotate(n=Count("pk")).order_by("kind")) == dict.fromkeys(
        ("customer.tagged", "journey.left", "task.created", "voucher.issued"), PEOPLE
    )
    assert set(Message.objects.values_list("queued_by", flat=True)) == {str(SYSTEM)}


def still_inside() -> int:
    return Enrolment.objects.exclude(state=State.LEFT).count()


def start_workers(count: int, *, leave: int) -> list[ForkProcess]:
    workers = [_WORKERS.Process(target=work, args=[leave], daemon=True) for _worker in range(count)]
    for worker in workers:
        worker.start()
    return workers


def work(leave: int) -> None:
    """What the worker does every second, without the second, in many small batches to be killed in.

    It stands still where only so many are left, so that whoever kills it need not hurry.
    """
    connection.connection = None  # the parent's, which stays hers; this process opens its own
    advance.AT_ONCE = 5
    while True:
        if still_inside() > leave:
            advance.advance_due(at=timezone.now(), most=1)
        else:
            time.sleep(0.01)
