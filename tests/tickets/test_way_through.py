"""From her first word to the end, and back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quen.events.models import Event
from quen.tasks.models import Task
from quen.tickets.answer import answer
from quen.tickets.assign import assign
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic
from quen.tickets.classify import classify, name_customer
from quen.tickets.errors import BadTicket, NoSuchTicket, TicketIsElsewhere
from quen.tickets.escalate import escalate_due
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.note import note
from quen.tickets.open_ticket import Contact, Matter, Origin
from quen.tickets.reply import reopen, reply
from quen.tickets.solve import CLOSES_AFTER, close_due, solve
from tests.people.story import last_facts, told
from tests.tickets.matters import MONDAY_TEN, heard, saigon
from tests.world import World

HOUR = timedelta(hours=1)


def test_lan_is_heard_answered_and_settled(world: World) -> None:
    ticket = heard(world)
    assert (ticket.customer, ticket.priority, ticket.subject) == (
        world.lan,
        "high",
        "Cà phê giao tới đã nguội",
    )
    assert (ticket.due_at, ticket.first_due_at) == (MONDAY_TEN + HOUR, MONDAY_TEN + HOUR)
    assert ticket.solve_due_at == saigon(2026, 11, 30, 20, 0) + timedelta(
        hours=14
    )  # 12 hours of work: two more
    entry = answer(ticket=ticket.pk, text="Xin lỗi chị", at=MONDAY_TEN + HOUR / 2, by=world.by_mai)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due_at, ticket.alarm_at) == ("waiting", None, None)
    assert last_facts(world.lan.pk)["is_in_time"] is True
    mail = Mail.objects.get()
    assert (mail.entry, mail.address, mail.state) == (entry, "lan@example.com", "ready")
    solve(ticket=ticket.pk, at=MONDAY_TEN + HOUR, by=world.by_mai)
    assert told(world.lan.pk) == ["ticket.opened", "ticket.answered", "ticket.solved"]
    assert last_facts(world.lan.pk)["ticket"] == ticket.pk
    with pytest.raises(TicketIsElsewhere):
        answer(ticket=ticket.pk, text="Còn nữa", at=MONDAY_TEN + HOUR, by=world.by_mai)


def test_waiting_for_her_costs_the_shop_no_time(world: World) -> None:
    ticket = heard(world)
    answer(ticket=ticket.pk, text="Đơn nào ạ?", at=MONDAY_TEN + HOUR, by=world.by_mai)
    friday = saigon(2026, 12, 4, 9, 0)
    reply(ticket=ticket.pk, text="Đơn sáng nay", came_by=CameBy.PHONE, at=friday, by=world.by_mai)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.next_due_at, ticket.due_at) == ("open", friday + HOUR, friday + HOUR)
    assert ticket.solve_due_at == friday + 11 * HOUR  # one hour of twelve was used
    reply(ticket=ticket.pk, text="Nhanh nhé", came_by=CameBy.PHONE, at=friday + HOUR, by=world.by_mai)
    ticket.refresh_from_db()
    assert ticket.next_due_at == friday + HOUR  # asking again does not buy the shop more time


def test_what_was_not_settled_is_open_again(world: World) -> None:
    ticket = heard(world)
    solve(ticket=ticket.pk, at=MONDAY_TEN + HOUR, by=world.by_mai)
    reply(ticket=ticket.pk, text="Vẫn nguội", came_by=CameBy.PHONE, at=MONDAY_TEN + 2 * HOUR, by=world.by_mai)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened, ticket.solved_at) == ("open", 1, None)
    solve(ticket=ticket.pk, at=MONDAY_TEN + 3 * HOUR, by=world.by_mai)
    assert close_due(at=MONDAY_TEN + CLOSES_AFTER) == 0
    assert close_due(at=MONDAY_TEN + 3 * HOUR + CLOSES_AFTER) == 1
    assert reopen(ticket=ticket.pk, at=MONDAY_TEN + 200 * HOUR, by=world.by_mai).reopened == 2
    assert told(world.lan.pk)[-2:] == ["ticket.closed", "ticket.reopened"]


def test_managers_hear_before_a_promise_is_broken_and_once(world: World) -> None:
    ticket = heard(world)
    assert ticket.alarm_at == MONDAY_TEN + timedelta(minutes=45)
    assert escalate_due(at=MONDAY_TEN + timedelta(minutes=44)) == 0
    assert escalate_due(at=MONDAY_TEN + timedelta(minutes=45)) == 1
    assert escalate_due(at=MONDAY_TEN + HOUR) == 0
    task = Task.objects.get()
    assert (task.role, task.due_at, task.source_id) == ("manager", MONDAY_TEN + HOUR, ticket.pk)
    assert f"#{ticket.pk}" in task.title and "sắp trễ hẹn" in task.title
    answer(ticket=ticket.pk, text="Vâng", at=MONDAY_TEN + HOUR, by=world.by_mai, is_her_turn=False)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due_at, ticket.escalated_at) == ("open", ticket.solve_due_at, None)
    assert Event.objects.filter(kind="ticket.escalated").count() == 1


def test_another_priority_promises_anew_and_counts_the_time_that_went(world: World) -> None:
    ticket = heard(world)
    at = MONDAY_TEN + timedelta(minutes=20)
    changed = classify(
        ticket=ticket.pk, kind=TicketKind.COMPLAINT, topic=Topic.STAFF, priority=Priority.URGENT,
        store=world.store.pk, at=at, by=world.by_mai,
    )  # fmt: skip
    assert changed.due_at == MONDAY_TEN + timedelta(minutes=30)
    assert (changed.topic, changed.store_id) == ("staff", world.store.pk)


def test_a_stranger_is_written_down_nowhere_until_staff_say_who_she_is(world: World) -> None:
    ticket = heard(world, contact=Contact(email="nobody@example.com"), is_proven=False)
    assert ticket.customer is None
    named = name_customer(ticket=ticket.pk, customer=world.lan.pk, by=world.by_mai)
    assert (named.customer, named.is_proven) == (world.lan, True)


def test_the_same_key_opens_one_ticket(world: World) -> None:
    first = heard(world, origin=Origin(kind="survey", id=7, key="survey:7"))
    assert heard(world, origin=Origin(kind="survey", id=7, key="survey:7")).pk == first.pk
    assert (Ticket.objects.count(), Entry.objects.count(), told(world.lan.pk)) == (1, 1, ["ticket.opened"])


def test_nobody_who_may_not_answer_is_given_a_ticket(world: World) -> None:
    ticket = heard(world)
    with pytest.raises(BadTicket):
        assign(ticket=ticket.pk, owner=world.tu.pk, at=MONDAY_TEN, by=world.by_mai)
    assert assign(ticket=ticket.pk, owner=world.mai.pk, at=MONDAY_TEN, by=world.by_mai).owner == world.mai
    assert told(world.lan.pk)[-1] == "ticket.assigned"


def test_what_was_said_stays_as_it_was_said(world: World) -> None:
    ticket = heard(world)
    note(ticket=ticket.pk, text="Khách hay gọi buổi sáng", at=MONDAY_TEN, by=world.by_mai)
    for change in (lambda: Entry.objects.update(text="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert Entry.objects.filter(ticket=ticket).count() == 2


def test_without_words_there_is_no_ticket(world: World) -> None:
    for matter, contact in ((Matter(text="  "), Contact()), (Matter(text="x"), Contact(phone="12"))):
        with pytest.raises(BadTicket):
            heard(world, matter=matter, contact=contact)
    with pytest.raises(NoSuchTicket):
        solve(ticket=99, at=MONDAY_TEN, by=world.by_mai)
    assert not Ticket.objects.exists()
