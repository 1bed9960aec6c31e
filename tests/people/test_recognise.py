"""One phone, mail, card or code names one customer."""

from datetime import datetime

import pytest

from quen.people.errors import IdentityTaken, NoSuchIdentity, NotAnIdentity
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import Recognition, add_identity, recognise, recognition, remove_identity
from quen.people.search import matching
from tests.people.story import last_facts, told
from tests.world import World


def test_identities_are_kept_in_one_form() -> None:
    assert recognition(IdentityKind.PHONE, "0912.345.678") == Recognition(IdentityKind.PHONE, "+84912345678")
    assert recognition(IdentityKind.EMAIL, " Lan@Example.COM ").value == "lan@example.com"
    assert recognition(IdentityKind.CARD, "  KQ  0001 ").value == "KQ 0001"


@pytest.mark.parametrize(
    ("kind", "written", "complaint"),
    [
        (IdentityKind.PHONE, "12", "12 is not a phone number"),
        (IdentityKind.EMAIL, "lan@", "lan@ is not an e-mail address"),
        (IdentityKind.CODE, "  ", "cannot be empty"),
        (IdentityKind.CODE, "x" * 201, "at most 200 letters"),
    ],
)
def test_what_names_nobody_is_refused(kind: IdentityKind, written: str, complaint: str) -> None:
    with pytest.raises(NotAnIdentity, match=complaint):
        recognition(kind, written)


def test_lan_gets_a_card_and_is_found_by_it(world: World, now: datetime) -> None:
    card = recognition(IdentityKind.CARD, "KQ-0001")
    first = add_identity(customer=world.lan, known_by=card, by=world.by_mai, at=now)
    again = add_identity(customer=world.lan, known_by=card, by=world.by_mai, at=now)
    assert first == again
    assert recognise(card) == world.lan
    assert Customer.objects.filter(matching("kq-0001")).count() == 1
    assert told(world.lan.pk) == ["identity.added"]
    assert last_facts(world.lan.pk) == {"identity": "card", "value": "KQ-0001"}


def test_a_lost_card_names_nobody_any_more(world: World, now: datetime) -> None:
    card = recognition(IdentityKind.CARD, "KQ-0001")
    add_identity(customer=world.lan, known_by=card, by=world.by_mai, at=now)
    remove_identity(customer=world.lan, known_by=card, by=world.by_mai, at=now)
    assert recognise(card) is None
    assert Customer.objects.filter(matching("kq-0001")).count() == 0
    with pytest.raises(NoSuchIdentity, match="does not have KQ-0001"):
        remove_identity(customer=world.lan, known_by=card, by=world.by_mai, at=now)
    assert told(world.lan.pk) == ["identity.added", "identity.removed"]


def test_a_stranger_cannot_take_lans_phone(world: World, now: datetime) -> None:
    stranger = Customer.objects.create(name="Người lạ")
    with pytest.raises(IdentityTaken, match="belongs to Nguyễn Thị Lan"):
        add_identity(
            customer=stranger, known_by=recognition(IdentityKind.PHONE, "0912345678"), by=world.by_mai, at=now
        )
    assert told(stranger.pk) == []
