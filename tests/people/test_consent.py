"""A yes, a no, and which of them counts."""

from datetime import datetime, timedelta

import pytest

from quen.people.consent import give_consent, in_force, withdraw_consent
from quen.people.errors import NoSuchCustomer, ProofMissing
from quen.people.merge import merge
from quen.people.models import Consent, ConsentChannel, Customer, Purpose
from quen.people.reads import basics
from quen.people.unmerge import unmerge
from tests.people.story import last_facts, told
from tests.world import World

ALL, SMS, ZALO = ConsentChannel.ALL, ConsentChannel.SMS, ConsentChannel.ZALO
HOUR = timedelta(hours=1)


def says(
    world: World, yes: bool, channel: ConsentChannel, at: datetime, customer: int | None = None
) -> Consent:
    record = give_consent if yes else withdraw_consent
    return record(
        customer=customer or world.lan.pk, purpose=Purpose.MARKETING, channel=channel, proof="Ký giấy tại quầy",
        by=world.by_mai, at=at,
    )  # fmt: skip


def agrees(customer: int, channel: ConsentChannel, purpose: Purpose = Purpose.MARKETING) -> bool:
    return in_force(customer=customer, purpose=purpose, channel=channel)


def test_silence_is_a_no(world: World) -> None:
    assert not agrees(world.lan.pk, SMS)


def test_a_yes_counts_for_its_purpose_and_channel_only(world: World, now: datetime) -> None:
    says(world, True, SMS, now)
    assert agrees(world.lan.pk, SMS)
    assert not agrees(world.lan.pk, ZALO)
    assert not agrees(world.lan.pk, ALL)
    assert not agrees(world.lan.pk, SMS, Purpose.PROFILING)
    assert told(world.lan.pk) == ["consent.given"]
    assert last_facts(world.lan.pk) == {"purpose": "marketing", "channel": "sms", "proof": "Ký giấy tại quầy"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([(True, SMS, 0), (False, SMS, 1)], False),
        ([(False, SMS, 0), (True, SMS, 1)], True),
        ([(True, SMS, 0), (False, SMS, 0)], False),
        ([(True, ALL, 0)], True),
        ([(True, SMS, 0), (False, ALL, 1)], False),
        ([(False, ALL, 0), (True, SMS, 1)], True),
        ([(True, SMS, 0), (False, ALL, 0)], False),
        ([(False, SMS, 0), (True, ALL, 1)], False),
        ([(False, SMS, 0), (True, ALL, 1), (True, SMS, 2)], True),
    ],
)
def test_which_word_counts_for_sms(
    world: World, now: datetime, words: list[tuple[bool, ConsentChannel, int]], expected: bool
) -> None:
    for yes, channel, hours in words:
        says(world, yes, channel, now + hours * HOUR)
    assert agrees(world.lan.pk, SMS) is expected


def test_a_later_no_of_a_merged_customer_ends_lans_yes_until_the_merge_is_undone(
    world: World, now: datetime
) -> None:
    other = Customer.objects.create(name="Chị Lan")
    says(world, True, SMS, now)
    says(world, False, SMS, now + HOUR, other.pk)
    row = merge(customer=other.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert not agrees(world.lan.pk, SMS)
    assert not agrees(other.pk, SMS)
    unmerge(merge=row.pk, by=world.by_mai, at=now)
    assert agrees(world.lan.pk, SMS)
    assert not agrees(other.pk, SMS)


def test_two_merged_into_lan_hear_each_other(world: World, now: datetime) -> None:
    first, second = Customer.objects.create(name="Lan A"), Customer.objects.create(name="Lan B")
    for one in (first, second):
        merge(customer=one.pk, into=world.lan.pk, by=world.by_mai, at=now)
    says(world, True, ZALO, now, first.pk)
    assert agrees(second.pk, ZALO)
    says(world, False, ZALO, now + HOUR, second.pk)
    assert not agrees(first.pk, ZALO)


def test_the_profile_shows_the_word_that_counts(world: World, now: datetime) -> None:
    says(world, True, ALL, now)
    no = says(world, False, SMS, now + HOUR)
    shown = {(one.channel, one.is_given) for one in basics(world.lan.pk).consents}
    assert shown == {
        (ALL, True),
        (SMS, False),
        (ZALO, True),
        (ConsentChannel.EMAIL, True),
        (ConsentChannel.CALL, True),
    }
    assert [one.because for one in basics(world.lan.pk).consents if one.channel == SMS] == [no]


def test_a_yes_without_proof_is_none(world: World, now: datetime) -> None:
    with pytest.raises(ProofMissing):
        give_consent(
            customer=world.lan.pk, purpose=Purpose.MARKETING, channel=SMS, proof=" ", by=world.by_mai, at=now
        )
    with pytest.raises(NoSuchCustomer):
        says(world, True, SMS, now, -1)
    assert Consent.objects.count() == 0
