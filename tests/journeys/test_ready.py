"""The ready-made journeys: whole in both languages, and each goes its way."""

from datetime import datetime, timedelta

import pytest

from quen.journeys.advance import advance_due
from quen.journeys.enter import Candidate, enter
from quen.journeys.errors import KeyTaken
from quen.journeys.models import Enrolment, State
from quen.journeys.ready import add_ready_made, ready_made
from quen.journeys.steps import Send
from quen.journeys.switch import switch_on
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.letters import letters_for
from quen.messages.models import Message
from quen.messages.models import State as MessageState
from quen.messages.outcome import NotTaken
from quen.messages.settings import change_limits, change_sending
from quen.people.models import Customer
from quen.segments.profile.refresh import refresh_profiles
from quen.tasks.models import Task
from tests.world import World

KEYS = tuple(ready_made("vi"))


def test_every_wish_of_the_list_is_there() -> None:
    assert set(KEYS) == {
        "welcome", "thank-you", "after-care", "second-purchase", "complementary", "replenish", "birthday",
        "anniversary", "holiday-tet", "holiday-women", "tier-moved", "tier-at-risk", "points-expire", "lapsed",
        "complaint-solved", "promoter", "review", "unsubscribed",
    }  # fmt: skip
    assert tuple(ready_made("en")) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_its_texts_are_in_both_languages_on_every_channel(key: str) -> None:
    for place in ready_made("vi")[key].places.values():
        if isinstance(place.step, Send):
            said = {(each.channel, each.language) for each in place.step.texts}
            assert said == {(channel, language) for channel, _ in said for language in ("vi", "en")}


@pytest.mark.parametrize("key", KEYS)
def test_it_is_made_switched_on_and_goes_its_way(key: str, shop: World, now: datetime) -> None:
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", social_pages=["https://fb.example/quan"], by=SYSTEM)
    journey = add_ready_made(key=key, language="vi", at=now, by=SYSTEM)
    switch_on(journey=journey.pk, at=now, by=SYSTEM)
    hoa = Customer.objects.create(name="Hoa", language="en", gender="female")
    refresh_profiles([shop.lan.pk, hoa.pk])
    facts = {"day": "2026-12-01", "words": "Cà phê", "number": 3}
    moment = now + timedelta(minutes=1)
    for number, who in enumerate((shop.lan, hoa)):
        Enrolment.objects.create(
            journey=journey, version=1, customer=who, occasion=str(number), facts=facts, step="1", due_at=moment,
            entered_at=moment,
        )  # fmt: skip
    for day in range(120):
        advance_due(at=moment + timedelta(days=day))
    assert not Enrolment.objects.exclude(state=State.LEFT).exists()
    assert not Enrolment.objects.exclude(trouble="").exists()
    assert Message.objects.filter(customer=shop.lan.pk).exists() or Task.objects.exists()
    waiting = list(Message.objects.filter(state=MessageState.WAITING))
    for _message, letter in letters_for(waiting, at=moment):
        if isinstance(letter, NotTaken):
            assert "missing: " in letter.detail


def test_one_is_made_once_and_is_the_shops_own_then(shop: World, now: datetime) -> None:
    journey = add_ready_made(key="birthday", language="en", at=now, by=SYSTEM)
    assert (journey.name, journey.is_on) == ("Birthday gift", False)
    with pytest.raises(KeyTaken):
        add_ready_made(key="birthday", language="vi", at=now, by=SYSTEM)


def test_a_first_customer_enters_the_second_purchase_journey(shop: World, now: datetime) -> None:
    journey = add_ready_made(key="second-purchase", language="vi", at=now, by=SYSTEM)
    switch_on(journey=journey.pk, at=now, by=SYSTEM)
    refresh_profiles([shop.lan.pk])
    enter(
        journey=journey.pk, candidates=[Candidate(shop.lan.pk, "event:1", now)], at=now + timedelta(minutes=1)
    )
    assert not Enrolment.objects.exists()  # she has not bought at all
