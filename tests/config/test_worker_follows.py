"""The worker's own thread follows the story: a purchase moves its customer between segments with its next round."""

import threading
from collections.abc import Callable
from time import monotonic, sleep

import pytest
from django.utils import timezone

from quen.config import readers, worker
from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer, SegmentMembership
from quen.segments.save import make_segment
from tests.events.story import settle
from tests.insight.shop import buy
from tests.segments.shop import rule
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 240.0
"""A busy machine may take its time for a round; what is asserted is how many rounds there were."""


@pytest.fixture
def world() -> World:
    return build()


def _until(is_so: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < until
        sleep(0.01)


def test_a_purchase_moves_its_customer_by_the_workers_second_round(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dao = Customer.objects.create(name="Đạo")
    make_segment(name="Từng mua", rule=rule({"condition": "bought"}), by=SYSTEM, at=timezone.now())
    settle()
    rounds: list[bool] = []  # whether somebody was in the segment after each
    follow = readers.follow

    def counted(*, patient: bool) -> None:
        follow(patient=patient)
        rounds.append(SegmentMembership.objects.filter(segment="tung-mua").exists())

    monkeypatch.setattr(worker, "follow", counted)
    stop = threading.Event()
    follower = threading.Thread(target=worker._follow_the_story, args=[stop])
    follower.start()
    try:
        _until(lambda: Event.objects.filter(kind="segment.filled").exists() and len(rounds) > 1)
        assert not SegmentMembership.objects.exists()
        buy(world.lan, timezone.localdate(), 30_000, store=world.store)
        settle()
        begun = len(rounds)
        _until(lambda: any(rounds))
    finally:
        stop.set()
        follower.join()
    assert rounds.index(True) + 1 - begun <= 2
    assert worker.POLL_SECONDS == 1
    assert list(SegmentMembership.objects.values_list("customer", "segment")) == [(world.lan.pk, "tung-mua")]
    [told] = Event.objects.filter(kind="segment.entered")
    assert told.customer == world.lan.pk
    assert not SegmentMembership.objects.filter(customer=dao.pk).exists()
