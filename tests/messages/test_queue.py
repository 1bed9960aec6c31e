"""Putting messages into the outbox: one, or many in one statement that agrees with the guard."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quen.kernel.actor import SYSTEM
from quen.measures.uplift.assign import GLOBAL, is_held_out
from quen.messages.channel import CONSENT_FOR, Channel, MessagePurpose
from quen.messages.facts import facts_of
from quen.messages.guard import Occasion, Reason, decide
from quen.messages.models import DoNotCall, Message, State, Suppression, TemplateVersion, Title, Wish
from quen.messages.queue import Recipient, Source, queue, queue_many, standing
from quen.messages.settings import change_limits, change_sending, connect, rules_for
from quen.messages.wishes import say_wishes, wishes_of
from quen.people.merge import merge
from quen.people.models import Consent, ConsentChannel, Customer, Identity, IdentityKind
from quen.people.unmerge import unmerge
from tests.messages.conftest import agree, written
from tests.messages.letters import BRAND, sent
from tests.world import World

CAMPAIGN = Source("campaign", 7)


def test_an_offer_to_lan_waits_for_the_worker(shop: World, sms_offer: TemplateVersion, now: datetime) -> None:
    message = queue(
        customer=shop.lan.pk, version=sms_offer, key="tet:lan", at=now, by=SYSTEM, source=CAMPAIGN
    )
    assert (message.state, message.reason, message.address) == (State.WAITING, "", "+84912345678")
    assert (message.source_kind, message.source_id, message.version_id) == ("campaign", 7, sms_offer.pk)


def test_the_same_key_is_the_same_message(shop: World, sms_offer: TemplateVersion, now: datetime) -> None:
    first = queue(customer=shop.lan.pk, version=sms_offer, key="tet:lan", at=now, by=SYSTEM)
    again = queue(
        customer=shop.lan.pk, version=sms_offer, key="tet:lan", at=now + timedelta(days=3), by=SYSTEM
    )
    assert again.pk == first.pk
    assert Message.objects.count() == 1


def test_a_refusal_is_kept_with_its_reason(shop: World, sms_offer: TemplateVersion, now: datetime) -> None:
    stranger = Customer.objects.create(name="Người lạ")
    message = queue(customer=stranger.pk, version=sms_offer, key="tet:stranger", at=now, by=SYSTEM)
    assert (message.state, message.reason, message.ended_at) == (State.REFUSED, Reason.NO_ADDRESS, now)


def test_at_night_an_offer_is_held_till_morning(
    shop: World, sms_offer: TemplateVersion, now: datetime
) -> None:
    night = now.replace(hour=16)  # 23:00 in Saigon
    message = queue(customer=shop.lan.pk, version=sms_offer, key="tet:lan", at=night, by=SYSTEM)
    morning = now.replace(day=23, hour=0)
    assert (message.state, message.reason) == (State.HELD, Reason.QUIET_HOURS)
    assert (message.hold_until, message.due_at) == (morning, morning)


def test_many_are_queued_once_each_and_merged_ones_together(
    shop: World, sms_offer: TemplateVersion, now: datetime
) -> None:
    double = Customer.objects.create(name="Lan Nguyễn")
    Identity.objects.create(customer=double, kind=IdentityKind.PHONE, value="+84987654321")
    agree(double)
    merge(customer=double.pk, into=shop.lan.pk, by=SYSTEM, at=now)
    nobody = 999_999
    asked = [Recipient(shop.lan.pk, {"voucher": "TET-1"}), Recipient(double.pk), Recipient(nobody)]
    done = queue_many(recipients=asked, version=sms_offer, key="tet", at=now, by=SYSTEM, source=CAMPAIGN)
    assert done == {"waiting": 1, "refused": 1}
    hers = Message.objects.get(customer=shop.lan.pk)
    assert (hers.key, hers.facts, hers.address) == (
        f"tet:{shop.lan.pk}",
        {"voucher": "TET-1"},
        "+84912345678",
    )
    assert queue_many(recipients=asked, version=sms_offer, key="tet", at=now, by=SYSTEM) == {}


def test_the_newest_wish_of_a_person_counts_whoever_of_her_said_it_and_each_has_hers_again(
    shop: World, sms_offer: TemplateVersion, now: datetime
) -> None:
    double = Customer.objects.create(name="Lan Nguyễn")
    say_wishes(customer=shop.lan.pk, most_a_month=4, title=Title.CHI, at=now - timedelta(days=9), by=SYSTEM)
    say_wishes(customer=double.pk, only_birthdays=True, title=Title.CO, at=now - timedelta(days=2), by=SYSTEM)
    together = merge(customer=double.pk, into=shop.lan.pk, by=SYSTEM, at=now)
    rules = rules_for(Channel.SMS, MessagePurpose.MARKETING)
    known = facts_of([shop.lan.pk], rules=rules, at=now)[shop.lan.pk]
    assert (known.only_birthdays, known.most_a_month) == (True, None)
    assert wishes_of([shop.lan.pk])[shop.lan.pk].title == Title.CO
    done = queue_many(recipients=[Recipient(double.pk)], version=sms_offer, key="tet", at=now, by=SYSTEM)
    assert done == {"refused": 1}

    say_wishes(customer=double.pk, at=now, by=SYSTEM)
    assert (wishes_of([shop.lan.pk])[shop.lan.pk].title, Wish.objects.count()) == (Title.CO, 2)
    assert not facts_of([shop.lan.pk], rules=rules, at=now)[shop.lan.pk].only_birthdays

    unmerge(merge=together.pk, by=SYSTEM, at=now)
    hers = facts_of([shop.lan.pk, double.pk], rules=rules, at=now)
    assert (hers[shop.lan.pk].only_birthdays, hers[double.pk].only_birthdays) == (False, True)


def test_her_own_hour_is_kept(shop: World, sms_offer: TemplateVersion, now: datetime) -> None:
    evening = now.replace(hour=11)
    queue_many(
        recipients=[Recipient(shop.lan.pk, due_at=evening)], version=sms_offer, key="tet", at=now, by=SYSTEM
    )
    assert Message.objects.get().due_at == evening


people = st.fixed_dictionaries(
    {
        "is_internal": st.booleans(),
        "has_phone": st.sampled_from([True, True, True, False]),
        "is_suppressed": st.sampled_from([False, False, True]),
        "is_listed": st.sampled_from([False, False, True]),
        "is_merged": st.booleans(),
        "said": st.lists(
            st.tuples(
                st.sampled_from([ConsentChannel.ALL, ConsentChannel.SMS, ConsentChannel.EMAIL]),
                st.booleans(),
                st.integers(0, 3),
                st.booleans(),
            ),
            max_size=5,
        ),
        "sent": st.lists(st.tuples(st.integers(1, 800), st.sampled_from(["sms", "email"])), max_size=6),
        "most_a_month": st.sampled_from([None, 1, 2]),
        "only_birthdays": st.sampled_from([False, False, True]),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    person=people,
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    purpose=st.sampled_from(
        [MessagePurpose.MARKETING, MessagePurpose.MARKETING, MessagePurpose.TRANSACTIONAL]
    ),
    most_a_week=st.sampled_from([None, 1, 3]),
    occasion=st.sampled_from(["", "birthday"]),
    relevant_hours=st.sampled_from([None, 0, 5, 40]),
    brand_until=st.sampled_from(["2026-11-22", "2026-11-22", "2026-11-21", ""]),
)
def test_many_are_judged_as_one_is(
    person: dict[str, Any], hour: int, minute: int, purpose: MessagePurpose, most_a_week: int | None, occasion: str,
    relevant_hours: int | None, brand_until: str, django_db_blocker: Any, two_texts: dict[MessagePurpose, TemplateVersion],
) -> None:  # fmt: skip
    from django.db import transaction

    at = datetime.fromisoformat("2026-11-22T00:00:00+07:00") + timedelta(hours=hour, minutes=minute)
    not_after = None if relevant_hours is None else at + timedelta(hours=relevant_hours)
    version = two_texts[purpose]
    with transaction.atomic():
        change_sending(most_a_week=most_a_week, by=SYSTEM)
        connect(channel=Channel.SMS, settings={**BRAND, "brand_until": brand_until}, secrets={}, by=SYSTEM)
        customer = _person(person, at, two_texts[MessagePurpose.MARKETING])
        rules = rules_for(Channel.SMS, purpose)
        known = facts_of([customer], rules=rules, at=at)[customer]
        verdict = decide(known, rules, at=at, occasion=Occasion(occasion, not_after))
        queue_many(
            recipients=[Recipient(customer)], version=version, key="k", at=at, by=SYSTEM, not_after=not_after,
            occasion=occasion,
        )  # fmt: skip
        kept = Message.objects.get(key__startswith="k:")
        expected = standing(verdict, at=at)
        assert {name: getattr(kept, name) for name in expected} == expected
        assert known.agrees == _agrees(known.root)
        transaction.set_rollback(True)


@pytest.fixture
def two_texts(shop: World) -> dict[MessagePurpose, TemplateVersion]:
    return {purpose: written(Channel.SMS, purpose, body="Chào bạn") for purpose in MessagePurpose}


def test_the_global_holdout_gets_no_offers_and_always_the_same_people(
    shop: World, two_texts: dict[MessagePurpose, TemplateVersion], now: datetime
) -> None:
    change_sending(holdout_percent=30, by=SYSTEM)
    people = Customer.objects.bulk_create([Customer(name=f"Khách {number}") for number in range(200)])
    rules = rules_for(Channel.SMS, MessagePurpose.MARKETING)
    known = facts_of([each.pk for each in people], rules=rules, at=now)
    held_out = {number for number, facts in known.items() if facts.is_held_out}
    assert held_out == {each.pk for each in people if is_held_out(each.pk, GLOBAL, 0.3)}
    assert 30 <= len(held_out) <= 90
    for each in people:
        agree(each)
        Identity.objects.create(customer=each, kind=IdentityKind.PHONE, value=f"+8491{each.pk:07d}")
    asked = [Recipient(each.pk) for each in people]
    offers = queue_many(
        recipients=asked, version=two_texts[MessagePurpose.MARKETING], key="o", at=now, by=SYSTEM
    )
    assert offers == {"waiting": 200 - len(held_out), "refused": len(held_out)}
    assert set(Message.objects.filter(reason=Reason.HELD_OUT).values_list("customer", flat=True)) == held_out
    receipts = two_texts[MessagePurpose.TRANSACTIONAL]
    assert queue_many(recipients=asked, version=receipts, key="r", at=now, by=SYSTEM) == {"waiting": 200}


def _agrees(root: int | None) -> bool:
    from quen.people.consent import in_force
    from quen.people.models import Purpose

    assert root is not None
    return in_force(customer=root, purpose=Purpose.MARKETING, channel=CONSENT_FOR[Channel.SMS])


def _person(person: dict[str, Any], at: datetime, version: TemplateVersion) -> int:
    root = Customer.objects.create(name="Hoa", is_internal=person["is_internal"])
    other = Customer.objects.create(name="Hoa 2", root=root if person["is_merged"] else None)
    if person["has_phone"]:
        phone = "+84900000001"
        Identity.objects.create(customer=root, kind=IdentityKind.PHONE, value=phone)
        if person["is_suppressed"]:
            Suppression.objects.create(address=phone, reason="staff", since=at, by="system")
        if person["is_listed"]:
            DoNotCall.objects.create(phone=phone, added_at=at)
    for channel, is_given, days, is_others in person["said"]:
        Consent.objects.create(
            customer=other if is_others else root, purpose="marketing", channel=channel, is_given=is_given,
            given_at=at - timedelta(days=days), proof="paper", recorded_by="system",
        )  # fmt: skip
    for number, (hours, channel) in enumerate(person["sent"]):
        sent(version, root.pk, at - timedelta(hours=hours), channel=channel, key=f"before:{number}")
    if person["most_a_month"] or person["only_birthdays"]:
        Wish.objects.create(
            customer=root,
            most_a_month=person["most_a_month"],
            only_birthdays=person["only_birthdays"],
            said_at=at,
        )
    return root.pk


def test_the_law_stands_until_somebody_changes_it(shop: World) -> None:
    sms, call = (rules_for(channel, MessagePurpose.MARKETING) for channel in (Channel.SMS, Channel.CALL))
    assert (sms.from_hour, sms.until_hour, sms.most_a_day) == (7, 22, 3)
    assert (call.from_hour, call.until_hour, call.most_a_day) == (8, 17, 1)
    change_limits(channel=Channel.SMS, most_a_day=1, by=SYSTEM)
    assert rules_for(Channel.SMS, MessagePurpose.MARKETING).most_a_day == 1


def test_a_whole_town_is_queued_by_hash_and_the_planner_is_free_again(
    shop: World, two_texts: dict[MessagePurpose, TemplateVersion], now: datetime
) -> None:
    people = Customer.objects.bulk_create([Customer(name="Khách") for _number in range(5_000)])
    done = queue_many(
        recipients=(Recipient(each.pk) for each in people), version=two_texts[MessagePurpose.TRANSACTIONAL], key="t",
        at=now, by=SYSTEM,
    )  # fmt: skip
    assert done == {"refused": 5_000}
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        assert cursor.fetchone() == ("on",)
