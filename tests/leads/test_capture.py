"""Hoa shows interest; nobody is written down twice."""

from datetime import datetime

import pytest

from quen.events.models import Event
from quen.events.readers import run_all
from quen.leads.capture import Person, alike, capture
from quen.leads.errors import BadLead
from quen.leads.models import Lead, LeadSource, LeadStage
from quen.leads.move import move
from quen.leads.reader import leads_reader
from quen.leads.score import reasons
from quen.leads.traits import traits_of
from quen.people.errors import NotAnIdentity
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.shops.models import Store
from quen.tasks.finish import finish
from quen.tasks.models import Outcome
from quen.tasks.undo import undo
from tests import world as cast
from tests.events.story import settle
from tests.leads.hoa import HOA, hoa_asks
from tests.people.story import told
from tests.tasks.errands import errand
from tests.world import World


def test_a_stranger_becomes_a_customer_record_with_a_lead(world: World, now: datetime) -> None:
    captured = hoa_asks(world, now)
    lead = captured.lead
    assert (captured.is_known_customer, captured.is_new_lead) == (False, True)
    assert (lead.customer.name, lead.customer.source, lead.stage) == ("Trần Thị Hoa", "phone", "collect")
    assert told(lead.customer_id) == ["customer.added", "lead.captured"]
    assert recognise(recognition(IdentityKind.EMAIL, "HOA@example.com")) == lead.customer


def test_who_asks_twice_has_one_lead_that_was_touched(world: World, now: datetime) -> None:
    first = hoa_asks(world, now).lead
    again = hoa_asks(world, now, Person(phone="0987654321"), source=LeadSource.WEBSITE, wish="")
    assert (again.lead.pk, again.is_new_lead, again.lead.contacts) == (first.pk, False, 2)
    assert (again.lead.wish, again.lead.source) == ("Máy pha cà phê", "phone")
    assert again.lead.score == first.score + 10
    assert (Lead.objects.count(), Customer.objects.count()) == (1, 2)
    assert told(first.customer_id)[-1] == "lead.came_again"


def test_a_lead_keeps_its_store_and_gets_one_where_it_had_none(world: World, now: datetime) -> None:
    other = Store.objects.create(name="Quận 7", key="quan 7")
    first = hoa_asks(world, now).lead
    assert first.store is None
    for store in (world.store, other):
        hoa_asks(world, now, store=store.pk)
    first.refresh_from_db()
    assert first.store == world.store
    told_at = Event.objects.filter(customer=first.customer_id).order_by("pk").values_list("store", flat=True)
    assert list(told_at) == [None, None, world.store.pk, world.store.pk]


def test_lan_is_recognised_by_her_phone_and_keeps_her_name(world: World, now: datetime) -> None:
    captured = hoa_asks(world, now, Person(name="Chị Lan", phone="0912345678", email="lan@example.com"))
    assert (captured.lead.customer_id, captured.is_known_customer) == (world.lan.pk, True)
    world.lan.refresh_from_db()
    assert world.lan.name == "Nguyễn Thị Lan"
    assert recognise(recognition(IdentityKind.EMAIL, "lan@example.com")) == world.lan


def test_staff_say_who_she_is_where_only_the_name_is_known(world: World, now: datetime) -> None:
    assert alike("nguyen thi lan") == [world.lan]
    assert alike(" ") == alike("Lan") == []
    captured = hoa_asks(world, now, Person(name="nguyen thi lan"), customer=world.lan.pk)
    assert captured.lead.customer_id == world.lan.pk
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("person", "error"),
    [
        (Person(), BadLead),
        (Person(name="Hoa", phone="12"), NotAnIdentity),
        (Person(email="hoa"), NotAnIdentity),
    ],
)
def test_who_cannot_be_known_is_refused(
    world: World, now: datetime, person: Person, error: type[Exception]
) -> None:
    with pytest.raises(error):
        capture(person=person, source=LeadSource.VISIT, at=now, by=world.by_mai)
    assert (Lead.objects.count(), Customer.objects.count()) == (0, 1)


def test_the_score_is_the_sum_of_rules_that_can_be_read(world: World, now: datetime) -> None:
    lead = hoa_asks(world, now, HOA, expected_minor=9_000_000).lead
    held = {rule.words: rule.points for rule in reasons(traits_of(lead))}
    assert held == {
        "Can be called": 20, "Has an e-mail address": 5, "Gave a name": 5, "Said what it is about": 15,
        "The value is known": 10, "Came by, telephoned, or was recommended": 15,
    }  # fmt: skip
    assert lead.score == 70
    call = errand(world, now, customer=lead.customer_id)
    finish(task=call.pk, outcome=Outcome.REACHED, at=now, by=world.by_mai)
    moved = move(lead=lead.pk, stage=LeadStage.SUPPORT, at=now, by=world.by_mai)
    assert (moved.score, moved.stage) == (80, "support")
    assert told(lead.customer_id)[-1] == "lead.moved"


@pytest.mark.django_db(transaction=True)
def test_a_call_that_reached_her_moves_her_up_by_itself(now: datetime) -> None:
    world = cast.build()
    lead, other = hoa_asks(world, now).lead, hoa_asks(world, now, Person(name="Ai", phone="0987000111")).lead
    call = errand(world, now, customer=lead.customer_id)
    finish(task=call.pk, outcome=Outcome.REACHED, at=now, by=world.by_mai)
    settle()
    run_all([leads_reader()])
    before = (lead.score, other.score)
    lead.refresh_from_db()
    other.refresh_from_db()
    assert (lead.score, other.score) == (before[0] + 10, before[1])
    undo(task=call.pk, at=now, by=world.by_mai)
    settle()
    run_all([leads_reader()])
    lead.refresh_from_db()
    assert lead.score == before[0], "taken back, it counts no longer"
