"""Cards are made, handed out, lost, found, replaced and blocked; points stay with Lan."""

from datetime import datetime

import pytest

from quen.cards.block import block, unblock
from quen.cards.errors import BadBatch, CardNotFree, CardNotThere, HasACard, NoSuchCard
from quen.cards.hand_out import hand_out
from quen.cards.lose import found_again, report_lost
from quen.cards.make_batch import make_batch
from quen.cards.models import Batch, Card, CardState
from quen.cards.numbers import new_number
from quen.cards.replace import replace
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import Recognition, recognise
from quen.points.earn import earn
from quen.points.reads import balance_of
from tests.people.story import told
from tests.world import World


@pytest.fixture
def numbers(world: World, now: datetime) -> list[str]:
    batch = make_batch(name="Tết", count=3, at=now, by=world.by_mai)
    return list(batch.cards.order_by("pk").values_list("number", flat=True))


def finds(number: str) -> Customer | None:
    return recognise(Recognition(IdentityKind.CARD, number))


def state(number: str) -> str:
    return Card.objects.get(number=number).state


@pytest.mark.long
def test_a_batch_of_a_hundred_thousand_has_as_many_numbers(world: World, now: datetime) -> None:
    batch = make_batch(name="  Thẻ   Tết ", count=100_000, at=now, by=world.by_mai)
    assert batch.name == "Thẻ Tết"
    assert Card.objects.filter(batch=batch, state=CardState.BLANK, customer=None).count() == 100_000


@pytest.mark.parametrize(("name", "count"), [("", 1), ("Tết", 0), ("Tết", 100_001)])
def test_a_batch_that_cannot_be_is_refused(world: World, now: datetime, name: str, count: int) -> None:
    with pytest.raises(BadBatch):
        make_batch(name=name, count=count, at=now, by=world.by_mai)
    assert not Batch.objects.exists()


def test_a_card_handed_out_finds_lan(world: World, now: datetime, numbers: list[str]) -> None:
    hand_out(number=numbers[0], customer=world.lan.pk, at=now, by=world.by_mai)
    assert (
        hand_out(number=numbers[0], customer=world.lan.pk, at=now, by=world.by_mai).state == CardState.ACTIVE
    )
    assert finds(numbers[0]) == world.lan
    assert told(world.lan.pk) == ["identity.added", "card.handed_out"]


def test_a_card_never_moves_to_another_customer(world: World, now: datetime, numbers: list[str]) -> None:
    hoa = Customer.objects.create(name="Phạm Hoa")
    hand_out(number=numbers[0], customer=world.lan.pk, at=now, by=world.by_mai)
    with pytest.raises(CardNotFree):
        hand_out(number=numbers[0], customer=hoa.pk, at=now, by=world.by_mai)
    with pytest.raises(HasACard):
        hand_out(number=numbers[1], customer=world.lan.pk, at=now, by=world.by_mai)
    with pytest.raises(NoSuchCard):
        hand_out(number=new_number(), customer=hoa.pk, at=now, by=world.by_mai)
    assert finds(numbers[0]) == world.lan and finds(numbers[1]) is None


def test_a_lost_card_stops_and_its_replacement_has_the_points(
    world: World, now: datetime, numbers: list[str]
) -> None:
    earn(customer=world.lan.pk, points=30, at=now, key="k", by=world.by_mai)
    hand_out(number=numbers[0], customer=world.lan.pk, at=now, by=world.by_mai)
    report_lost(number=numbers[0], at=now, by=world.by_mai)
    assert finds(numbers[0]) is None
    replace(number=numbers[0], new_number=numbers[1], at=now, by=world.by_mai)
    again = replace(number=numbers[0], new_number=numbers[1], at=now, by=world.by_mai)
    assert again.number == numbers[1]
    assert finds(numbers[0]) is None and finds(numbers[1]) == world.lan
    assert (state(numbers[0]), state(numbers[1])) == ("replaced", "active")
    assert balance_of(customer=world.lan.pk, at=now).available == 30
    with pytest.raises(CardNotThere):
        found_again(number=numbers[0], at=now, by=world.by_mai)
    with pytest.raises(CardNotThere):
        replace(number=numbers[0], new_number=numbers[2], at=now, by=world.by_mai)
    assert state(numbers[2]) == "blank"


def test_a_card_that_turns_up_counts_again(world: World, now: datetime, numbers: list[str]) -> None:
    hand_out(number=numbers[0], customer=world.lan.pk, at=now, by=world.by_mai)
    report_lost(number=numbers[0], at=now, by=world.by_mai)
    with pytest.raises(CardNotThere):
        report_lost(number=numbers[0], at=now, by=world.by_mai)
    found_again(number=numbers[0], at=now, by=world.by_mai)
    assert finds(numbers[0]) == world.lan
    report_lost(number=numbers[0], at=now, by=world.by_mai)
    hand_out(number=numbers[1], customer=world.lan.pk, at=now, by=world.by_mai)
    with pytest.raises(HasACard):
        found_again(number=numbers[0], at=now, by=world.by_mai)
    assert finds(numbers[0]) is None


def test_a_blocked_card_stops_until_it_is_unblocked(world: World, now: datetime, numbers: list[str]) -> None:
    hand_out(number=numbers[0], customer=world.lan.pk, at=now, by=world.by_mai)
    with pytest.raises(CardNotThere):
        block(number=numbers[0], reason=" ", at=now, by=world.by_mai)
    block(number=numbers[0], reason="bị lạm dụng", at=now, by=world.by_mai)
    block(number=numbers[1], reason="mất trong kho", at=now, by=world.by_mai)
    assert finds(numbers[0]) is None
    with pytest.raises(CardNotFree):
        hand_out(number=numbers[1], customer=world.lan.pk, at=now, by=world.by_mai)
    unblock(number=numbers[0], at=now, by=world.by_mai)
    unblock(number=numbers[1], at=now, by=world.by_mai)
    assert finds(numbers[0]) == world.lan and state(numbers[1]) == "blank"
