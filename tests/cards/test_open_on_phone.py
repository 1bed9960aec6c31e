"""A link opens Lan's card; changed, late or ended it opens nothing."""

from datetime import datetime, timedelta

import pytest

from quen.cards.errors import LinkRefused, NoSuchLink
from quen.cards.link_tokens import LASTS, WAITS, link_of, renew_key, token_of
from quen.cards.models import Card
from quen.cards.open_on_phone import ask_to_open, end_on_phones, open_for, open_waiting, waiting
from quen.cards.reads import card_on_phone
from quen.people.models import Consent, Customer, Identity, IdentityKind
from tests.world import World


def token(world: World, now: datetime) -> str:
    return token_of(open_for(customer=world.lan.pk, at=now, by=world.by_mai), at=now)


def refused(written: str, at: datetime) -> str:
    with pytest.raises(LinkRefused) as refusal:
        link_of(written, at=at)
    return str(refusal.value)


def test_a_link_opens_her_card_and_all_her_phones_show_one_number(world: World, now: datetime) -> None:
    first, second = token(world, now), token(world, now)
    assert first != second
    assert link_of(first, at=now).customer == link_of(second, at=now).customer == world.lan
    assert Card.objects.filter(on_phone=True).count() == 1
    number = card_on_phone([world.lan.pk])
    assert number and Identity.objects.get(kind=IdentityKind.CARD).value == number.number


def test_a_link_that_was_changed_opens_nothing(world: World, now: datetime) -> None:
    whole = token(world, now)
    version, link, until, signature = whole.split(".")
    other = Customer.objects.create(name="Phạm Hoa")
    later = open_for(customer=other.pk, at=now, by=world.by_mai)
    for written in (
        "", "x", whole[:-1], whole + "a", "." * 3, "é" * 9, "a" * 10_000,
        f"{version}.{later.pk}.{until}.{signature}", f"{version}.{link}.zzzz.{signature}", f"2.{link}.{until}.{signature}",
    ):  # fmt: skip
        assert "not whole" in refused(written, now)


def test_a_link_runs_out(world: World, now: datetime) -> None:
    written = token(world, now)
    assert link_of(written, at=now + LASTS).customer == world.lan
    assert "run out" in refused(written, now + LASTS + timedelta(days=1))


def test_her_links_end_and_the_number_stops_but_hoas_go_on(world: World, now: datetime) -> None:
    hoa = Customer.objects.create(name="Phạm Hoa")
    hers, hoas = token(world, now), token_of(open_for(customer=hoa.pk, at=now, by=world.by_mai), at=now)
    old = card_on_phone([world.lan.pk])
    assert end_on_phones(customer=world.lan.pk, at=now, by=world.by_mai) == 1
    assert "ended" in refused(hers, now)
    assert link_of(hoas, at=now).customer == hoa
    assert old and not Identity.objects.filter(value=old.number).exists()
    token(world, now)
    new = card_on_phone([world.lan.pk])
    assert new and new.number != old.number


def test_a_new_key_ends_every_link(world: World, now: datetime) -> None:
    written = token(world, now)
    renew_key(at=now, by=world.by_mai)
    assert "ended" in refused(written, now)
    assert link_of(token(world, now), at=now).customer == world.lan


def test_a_phone_waits_until_staff_hear_the_number(world: World, now: datetime) -> None:
    link = ask_to_open(customer=world.lan.pk, consent=True, store=world.store.pk, at=now, by=world.by_mai)
    assert not link.is_open and not Card.objects.exists() and not Consent.objects.exists()
    assert waiting(code=link.code, at=now) == link
    opened = open_waiting(link=link.pk, proof="nghe số tại quầy", at=now, by=world.by_mai)
    assert opened.is_open and card_on_phone([world.lan.pk])
    assert Consent.objects.get().proof == "nghe số tại quầy"
    open_waiting(link=link.pk, proof="lần nữa", at=now, by=world.by_mai)
    assert Consent.objects.count() == Card.objects.count() == 1
    with pytest.raises(NoSuchLink):
        waiting(code=link.code, at=now)


def test_a_phone_does_not_wait_for_ever(world: World, now: datetime) -> None:
    link = ask_to_open(customer=world.lan.pk, consent=False, store=None, at=now, by=world.by_mai)
    late = now + WAITS
    with pytest.raises(NoSuchLink):
        waiting(code=link.code, at=late)
    with pytest.raises(NoSuchLink):
        open_waiting(link=link.pk, proof="x", at=late, by=world.by_mai)
    assert not Card.objects.exists()
