"""What a call centre tells stands on the timeline."""

from datetime import datetime

import pytest

from quen.events.models import Event
from quen.people.errors import NotAnIdentity
from quen.tasks.record_call import CallResult, Direction, record_call
from tests.people.story import last_facts
from tests.world import World


def test_lans_call_stands_in_her_story(world: World, now: datetime) -> None:
    found = record_call(
        phone="0912 345 678", direction=Direction.INBOUND, result=CallResult.ANSWERED, seconds=75,
        recording="https://tongdai.vn/a.mp3", at=now, by=world.by_mai,
    )  # fmt: skip
    assert found == world.lan
    assert last_facts(world.lan.pk) == {
        "phone": "+84912345678", "direction": "inbound", "result": "answered", "seconds": 75,
        "recording": "https://tongdai.vn/a.mp3",
    }  # fmt: skip


def test_a_strangers_call_is_told_of_nobody(world: World, now: datetime) -> None:
    call = {"direction": Direction.INBOUND, "result": CallResult.BUSY, "seconds": 0, "recording": ""}
    assert record_call(phone="0999999999", **call, at=now, by=world.by_mai) is None  # type: ignore[arg-type]
    assert Event.objects.get().customer is None
    with pytest.raises(NotAnIdentity):
        record_call(phone="không", **call, at=now, by=world.by_mai)  # type: ignore[arg-type]
    assert Event.objects.count() == 1
