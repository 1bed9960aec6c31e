"""What the chain's cards say of its customers: facts, households, consent; and those who never bought."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from quen.demo.shop import Shop
from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM
from quen.kernel.names import email_key
from quen.kernel.phone import to_e164
from quen.people.events import ConsentGiven, CustomerAdded, CustomerEdited, HouseholdJoined
from quen.people.facts import written
from quen.people.models import (
    Consent,
    ConsentChannel,
    Customer,
    CustomerKind,
    Household,
    Identity,
    IdentityKind,
    Purpose,
)
from quen.people.search import refresh_search

_ROWS_AT_ONCE = 1_000
_CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
_ENROLLED_AT = time(9)  # cards know the day only
_PROOF = "Phiếu đăng ký khách hàng, ký tại cửa hàng"
_CHANNELS = {
    "consent_sms": ConsentChannel.SMS,
    "consent_email": ConsentChannel.EMAIL,
    "consent_calls": ConsentChannel.CALL,
}
_WRITE = Path(__file__).with_suffix(".sql").read_text()
Card = dict[str, Any]


def load_customers(shop: Shop) -> None:
    """Write what the cards say to the customers the import found, and make the others known."""
    cards: list[Card] = shop.customers.to_pylist()
    refresh_search(_add_those_who_never_bought(cards))
    found = _by_code()
    households = _make_households(cards)
    _write_facts(cards, found, households)
    _write_consents(cards, found)


def _by_code() -> dict[str, Customer]:
    known = Identity.objects.filter(kind=IdentityKind.CODE).select_related("customer")
    return {identity.value: identity.customer for identity in known}


def _add_those_who_never_bought(cards: list[Card]) -> list[int]:
    known = _by_code()
    missing = [card for card in cards if card["code"] not in known]
    added = Customer.objects.bulk_create([Customer(name=card["name"]) for card in missing])
    taken = set(Identity.objects.values_list("kind", "value"))
    identities = []
    for card, customer in zip(missing, added, strict=True):
        for kind, value in _recognised_by(card):
            if (kind, value) not in taken:
                taken.add((kind, value))
                identities.append(Identity(customer=customer, kind=kind, value=value))
    Identity.objects.bulk_create(identities, batch_size=_ROWS_AT_ONCE)
    emit_all(
        CustomerAdded(at=_moment(card["enrolled_on"]), by=SYSTEM, customer=customer.pk, source=card["source"])
        for card, customer in zip(missing, added, strict=True)
    )
    return [customer.pk for customer in added]


def _recognised_by(card: Card) -> list[tuple[str, str]]:
    phone = to_e164(card["phone"]) if card["phone"] else None
    email = email_key(card["email"]) if card["email"] else None
    ways = ((IdentityKind.CODE, card["code"]), (IdentityKind.PHONE, phone), (IdentityKind.EMAIL, email))
    return [(kind.value, value) for kind, value in ways if value]


def _make_households(cards: list[Card]) -> dict[int, int]:
    """Households named after their first card, by their number in the shop."""
    names: dict[int, str] = {}
    for card in cards:
        if card["household"] is not None:
            names.setdefault(card["household"], card["name"])
    made = Household.objects.bulk_create([Household(name=f"Nhà {name}") for name in names.values()])
    return {number: household.pk for number, household in zip(names, made, strict=True)}


def _write_facts(cards: list[Card], found: dict[str, Customer], households: dict[int, int]) -> None:
    told = [(found[card["code"]], _facts(card), card) for card in cards]
    rows = [
        {"customer": customer.pk, **facts, "household_id": households.get(card["household"])}
        for customer, facts, card in told
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, {"cards": json.dumps(rows)})
    emit_all(_edited(customer, facts, at=_moment(card["enrolled_on"])) for customer, facts, card in told)
    emit_all(
        HouseholdJoined(
            at=_moment(card["enrolled_on"]),
            by=SYSTEM,
            customer=customer.pk,
            subject=households[card["household"]],
        )
        for customer, _told, card in told
        if card["household"] is not None
    )


def _edited(customer: Customer, facts: dict[str, object], *, at: datetime) -> CustomerEdited:
    before = {field: written(getattr(customer, field)) for field in facts}
    changed = [field for field in facts if facts[field] != before[field]]
    return CustomerEdited(
        at=at,
        by=SYSTEM,
        customer=customer.pk,
        before={field: before[field] for field in changed},
        after={field: facts[field] for field in changed},
    )


def _facts(card: Card) -> dict[str, object]:
    """The card's facts by field, as JSON has them."""
    return {
        "kind": CustomerKind(card["kind"]).value,
        "gender": card["gender"] or "",
        "birth_date": written(card["birth_date"]),
        "area": card["area"],
        "interests": card["interests"],
        "source": card["source"],
        "income_band": card["income_band"] or "",
        "is_internal": card["internal"],
    }


def _write_consents(cards: list[Card], found: dict[str, Customer]) -> None:
    given = [
        Consent(
            customer=found[card["code"]],
            purpose=Purpose.MARKETING,
            channel=channel,
            is_given=True,
            given_at=_moment(card["consented_on"]),
            proof=_PROOF,
            recorded_by=str(SYSTEM),
        )
        for card in cards
        for told, channel in _CHANNELS.items()
        if card[told]
    ]
    Consent.objects.bulk_create(given, batch_size=_ROWS_AT_ONCE)
    emit_all(
        ConsentGiven(
            at=consent.given_at,
            by=SYSTEM,
            customer=consent.customer_id,
            subject=consent.pk,
            purpose=consent.purpose,
            channel=consent.channel,
            proof=consent.proof,
        )
        for consent in given
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, _ENROLLED_AT, _CLOCK)
