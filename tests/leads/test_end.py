"""Hoa buys, or goes elsewhere."""

from datetime import datetime, timedelta

import pytest

from quen.leads.assign import assign
from quen.leads.compete import register
from quen.leads.end import lose, reopen, win, win_buyers
from quen.leads.errors import BadLead, LeadEnded, NoSuchLead
from quen.leads.models import Lead, LeadStage, LossReason
from quen.leads.move import move
from quen.people.merge import merge
from quen.people.models import Customer
from quen.purchases.models import Purchase
from tests.leads.hoa import hoa_asks
from tests.people.story import last_facts, told
from tests.world import World

DAY = timedelta(days=1)


def buys(world: World, customer: int, at: datetime) -> None:
    Purchase.objects.create(
        store=world.store,
        receipt=f"{customer} {at}",
        customer_id=customer,
        bought_at=at,
        amount_minor=100_000,
    )


def test_her_first_purchase_wins_her_lead_at_its_time(world: World, now: datetime) -> None:
    lead = hoa_asks(world, now).lead
    buys(world, lead.customer_id, now - DAY)
    assert win_buyers() == 0
    buys(world, lead.customer_id, now + 2 * DAY)
    buys(world, lead.customer_id, now + DAY)
    assert (win_buyers(), win_buyers()) == (1, 0)
    lead.refresh_from_db()
    assert (lead.state, lead.ended_at) == ("won", now + DAY)
    assert told(lead.customer_id) == ["customer.added", "lead.captured", "lead.won"]


def test_a_purchase_of_whom_she_was_merged_with_counts(world: World, now: datetime) -> None:
    lead = hoa_asks(world, now).lead
    twin = Customer.objects.create(name="Hoa")
    merge(customer=lead.customer_id, into=twin.pk, by=world.by_mai, at=now)
    buys(world, twin.pk, now + DAY)
    assert win_buyers() == 1


def test_she_is_lost_to_a_competitor_and_comes_back(world: World, now: datetime) -> None:
    lead = hoa_asks(world, now).lead
    rival = register(name="Cà phê Bên Kia", at=now, by=world.by_mai)
    lost = lose(lead=lead.pk, reason=LossReason.COMPETITOR, competitor=rival.pk, words="Rẻ hơn", at=now,
                by=world.by_mai)  # fmt: skip
    assert (lost.state, lost.loss_reason, lost.competitor) == ("lost", "competitor", rival)
    assert last_facts(lead.customer_id) == {
        "reason": "competitor", "competitor": "Cà phê Bên Kia", "words": "Rẻ hơn",
    }  # fmt: skip
    with pytest.raises(LeadEnded):
        win(lead=lead.pk, at=now, by=world.by_mai)
    with pytest.raises(LeadEnded):
        move(lead=lead.pk, stage=LeadStage.SUPPORT, at=now, by=world.by_mai)
    back = reopen(lead=lead.pk, at=now, by=world.by_mai)
    assert (back.state, back.loss_reason, back.competitor, back.ended_at) == ("open", "", None, None)
    assert win(lead=lead.pk, at=now, by=world.by_mai).state == "won"


def test_a_lead_is_given_to_somebody_and_to_a_store(world: World, now: datetime) -> None:
    lead = hoa_asks(world, now).lead
    given = assign(lead=lead.pk, owner=world.mai.pk, store=world.store.pk, at=now, by=world.by_mai)
    assert (given.owner, given.store) == (world.mai, world.store)
    assign(lead=lead.pk, owner=world.mai.pk, store=world.store.pk, at=now, by=world.by_mai)
    assert told(lead.customer_id) == ["customer.added", "lead.captured", "lead.assigned"]
    assert last_facts(lead.customer_id) == {"staff": world.mai.pk}
    for owner, store in ((world.tu.pk, None), (999, None), (None, 999)):
        with pytest.raises(BadLead):
            assign(lead=lead.pk, owner=owner, store=store, at=now, by=world.by_mai)
    freed = assign(lead=lead.pk, owner=None, store=None, at=now, by=world.by_mai)
    assert (freed.owner, freed.store) == (None, None)
    win(lead=lead.pk, at=now, by=world.by_mai)
    with pytest.raises(LeadEnded):
        assign(lead=lead.pk, owner=None, store=None, at=now, by=world.by_mai)


def test_an_old_lead_stays_ended_while_a_newer_one_is_open(world: World, now: datetime) -> None:
    old = hoa_asks(world, now).lead
    lose(lead=old.pk, reason=LossReason.TIMING, at=now, by=world.by_mai)
    new = hoa_asks(world, now + DAY)
    assert (new.is_new_lead, new.is_known_customer, Lead.objects.count()) == (True, True, 2)
    with pytest.raises(LeadEnded):
        reopen(lead=old.pk, at=now, by=world.by_mai)
    with pytest.raises(NoSuchLead):
        win(lead=999, at=now, by=world.by_mai)
