"""Every letter of every ready-made journey can be written, on each channel and in both languages, for a known member."""

from datetime import date, timedelta
from typing import Any

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Member, Way
from quen.insight.models import NextProduct
from quen.journeys.advance import advance_due
from quen.journeys.models import Enrolment, Passage
from quen.journeys.ready import add_ready_made, ready_made
from quen.journeys.steps import Send
from quen.journeys.switch import switch_on
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.letter import Letter
from quen.messages.letters import letters_for
from quen.messages.models import Message
from quen.messages.settings import change_limits, change_sending
from quen.people.models import Customer, Identity, IdentityKind
from quen.purchases.models import Product
from quen.segments.profile.refresh import refresh_profiles
from tests.flows.loyal import SUNDAY, running
from tests.insight.shop import buy
from tests.messages.conftest import agree
from tests.tiers.test_judge_due import TIERS
from tests.world import World

KEYS = tuple(ready_made("vi"))
TOLD: dict[str, dict[str, Any]] = {
    "replenish": {"words": "Cà phê hạt", "day": "2026-12-01"},
    "birthday": {"day": "2026-12-01"},
    "anniversary": {"day": "2026-11-22", "number": 1},
    "holiday-tet": {"day": "2027-02-06"},
    "holiday-women": {"day": "2027-03-08"},
    "tier-at-risk": {"day": "2026-12-22"},
    "points-expire": {"day": "2026-12-07", "number": 30},
}
"""What each beginning tells its texts, as `days.py` and the reader say it; the others tell nothing a text speaks of."""


def member(shop: World, number: int, *, language: str, kind: IdentityKind) -> Customer:
    """Somebody who bought, is a silver member, agrees to offers, and is reached one way only."""
    who = Customer.objects.create(name=f"Trần Thị Hoa {number}", language=language, gender="female")
    address = f"hoa{number}@example.com" if kind == IdentityKind.EMAIL else f"+8490000000{number}"
    Identity.objects.create(customer=who, kind=kind, value=address)
    agree(who)
    join(customer=who.pk, way=Way.TILL, store=shop.store.pk, by=SYSTEM, at=SUNDAY)
    Member.objects.filter(pk=who.pk).update(tier="silver")
    tea = Product.objects.get_or_create(code="tra", defaults={"name": "Trà sen"})[0]
    buy(who, date(2026, 11, 1), 50_000, store=shop.store, products=(tea,))
    NextProduct.objects.create(customer=who, rank=1, product=tea)
    return who


@pytest.mark.parametrize("key", KEYS)
def test_each_of_its_letters_is_written(key: str, shop: World) -> None:
    running(shop, tiers=TIERS)
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)
    change_limits(channel=Channel.IN_APP, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", social_pages=["https://fb.example/quan"], by=SYSTEM)
    ways = [
        (language, kind) for language in ("vi", "en") for kind in (IdentityKind.EMAIL, IdentityKind.PHONE)
    ]
    people = [member(shop, n, language=language, kind=kind) for n, (language, kind) in enumerate(ways)]
    refresh_profiles([each.pk for each in people])
    journey = add_ready_made(key=key, language="vi", at=SUNDAY, by=SYSTEM)
    switch_on(journey=journey.pk, at=SUNDAY, by=SYSTEM)
    begun = SUNDAY + timedelta(minutes=1)
    for number, who in enumerate(people):
        Enrolment.objects.create(
            journey=journey, version=1, customer=who, occasion=str(number), facts=dict(TOLD.get(key, {})), step="1",
            due_at=begun, entered_at=begun,
        )  # fmt: skip
    for day in range(90):
        advance_due(at=begun + timedelta(days=day))
    assert not Enrolment.objects.exclude(trouble="").exists()

    sent = list(Message.objects.exclude(state="refused").select_related("version__template").order_by("pk"))
    for message, letter in letters_for(sent, at=begun):
        assert isinstance(letter, Letter), (message.channel, message.version.template.name, letter.detail)
        assert "{{" not in letter.text + letter.subject and "None" not in letter.text
        assert message.version.template.language == Customer.objects.get(pk=message.customer_id).language
    steps = {path for path, place in ready_made("vi")[key].places.items() if isinstance(place.step, Send)}
    passed = set(Passage.objects.filter(step__in=steps, is_done=True).values_list("step", flat=True))
    assert passed, "nobody came by any of its letters"
    channels = {message.channel for message in sent}
    assert channels == ({"in_app"} if key == "unsubscribed" else {"email", "sms"})
