"""Asleep, merged and apart again, split, linked, named in a note, and looked at by two."""

from datetime import timedelta

import pytest

from quen.people.models import Customer
from quen.shops.models import Staff, Store
from quen.shops.roles import Role
from quen.tasks.models import Task
from quen.tickets.answer import answer
from quen.tickets.choices import CameBy, Verdict
from quen.tickets.errors import BadTicket, TicketIsElsewhere
from quen.tickets.here import STAYS, here
from quen.tickets.mail.take_in import take_in
from quen.tickets.mail_names import mark_of
from quen.tickets.merge import merge, unmerge
from quen.tickets.models import Entry, Presence, Ticket, TicketLink
from quen.tickets.note import note
from quen.tickets.rate import rate
from quen.tickets.reads import counts, entries_of, lists, tickets_of, waiting_count
from quen.tickets.reply import reopen, reply
from quen.tickets.snooze import snooze, wake
from quen.tickets.solve import solve
from quen.tickets.split import link, split, unlink
from tests import world as cast
from tests.people.story import told
from tests.tickets.matters import MONDAY_TEN, heard, saigon
from tests.tickets.test_letters import letter
from tests.world import World

HOUR = timedelta(hours=1)


def support(name: str) -> Staff:
    return cast.staff(name=name, email=f"staff.{len(name)}@example.com", role=Role.SUPPORT)


def held_in(name: str, world: World, at: object) -> list[Ticket]:
    return list(Ticket.objects.filter(lists(world.mai, at)[name]))  # type: ignore[arg-type]


def test_asleep_until_tuesday_or_until_she_writes_and_no_promise_moves(world: World) -> None:
    ticket = heard(world, owner=world.mai.pk)
    due = ticket.due_at
    snooze(ticket=ticket.pk, until=MONDAY_TEN + 24 * HOUR, at=MONDAY_TEN, by=world.by_mai)
    assert held_in("mine", world, MONDAY_TEN) == [] and held_in("asleep", world, MONDAY_TEN) == [ticket]
    assert held_in("breaching", world, MONDAY_TEN + HOUR) == [ticket]
    assert waiting_count(world.mai, MONDAY_TEN) == 0 and waiting_count(world.mai, MONDAY_TEN + HOUR) == 1
    assert held_in("mine", world, MONDAY_TEN + 24 * HOUR) == [ticket]
    snooze(ticket=ticket.pk, until=None, at=MONDAY_TEN, by=world.by_mai)
    assert counts(world.mai, saigon(2027, 6, 1, 9, 0))["mine"] == 0
    ticket.refresh_from_db()
    assert ticket.due_at == due
    reply(ticket=ticket.pk, text="Sao rồi?", came_by=CameBy.PHONE, at=MONDAY_TEN + HOUR, by=world.by_mai)
    assert held_in("mine", world, MONDAY_TEN + HOUR) == [ticket]
    snooze(ticket=ticket.pk, until=None, at=MONDAY_TEN, by=world.by_mai)
    wake(ticket=ticket.pk)
    assert held_in("mine", world, MONDAY_TEN) == [ticket]
    for until in (MONDAY_TEN, MONDAY_TEN + timedelta(days=400)):
        with pytest.raises(BadTicket):
            snooze(ticket=ticket.pk, until=until, at=MONDAY_TEN, by=world.by_mai)


def test_two_of_lan_become_one_and_stand_apart_again_as_they_were(world: World) -> None:
    first, second = heard(world), heard(world, MONDAY_TEN + HOUR)
    before = Ticket.objects.filter(pk=second.pk).values().get()
    answer(ticket=first.pk, text="Xin lỗi chị", at=MONDAY_TEN + HOUR / 2, by=world.by_mai)
    merge(ticket=second.pk, into=first.pk, at=MONDAY_TEN + 2 * HOUR, by=world.by_mai)
    first.refresh_from_db()
    assert (first.state, first.due_at) == ("open", second.due_at)
    assert entries_of(first).count() == 3
    assert held_in("all", world, MONDAY_TEN) == [first] and held_in("done", world, MONDAY_TEN) == []
    assert list(tickets_of(world.lan.pk)) == [first]
    raw = letter("From: lan@example.com", f"Subject: Re: {mark_of(second.pk)}")
    assert take_in(raw, at=MONDAY_TEN + 3 * HOUR).ticket == first.pk
    for refused in (
        lambda: reopen(ticket=second.pk, at=MONDAY_TEN, by=world.by_mai),
        lambda: rate(ticket=second.pk, score=5, verdict=Verdict.IN_ONE_GO, at=MONDAY_TEN, by=world.by_mai),
        lambda: unmerge(ticket=first.pk, at=MONDAY_TEN, by=world.by_mai),
    ):
        with pytest.raises(TicketIsElsewhere):
            refused()
    with pytest.raises(BadTicket):
        merge(ticket=first.pk, into=heard(world).pk, at=MONDAY_TEN, by=world.by_mai)
    unmerge(ticket=second.pk, at=MONDAY_TEN + 4 * HOUR, by=world.by_mai)
    assert Ticket.objects.filter(pk=second.pk).values().get() == before
    assert entries_of(first).count() == 3 and entries_of(second).count() == 1
    assert {"ticket.merged", "ticket.unmerged"} <= set(told(world.lan.pk))


def test_tickets_of_two_customers_are_never_merged(world: World) -> None:
    hung = Customer.objects.create(name="Hùng")
    mine, his = heard(world), heard(world, customer=hung.pk, contact=None)
    stranger = heard(world, contact=None, is_proven=False)
    for one, other in ((mine, his), (his, mine), (stranger, mine), (mine, mine)):
        with pytest.raises(BadTicket):
            merge(ticket=one.pk, into=other.pk, at=MONDAY_TEN, by=world.by_mai)
    assert not Ticket.objects.exclude(merged_into=None).exists()


def test_a_message_becomes_a_ticket_of_its_own_whose_clock_began_when_it_was_said(world: World) -> None:
    ticket = heard(world)
    asked = reply(
        ticket=ticket.pk, text="À, còn máy xay thì sao?", came_by=CameBy.EMAIL, at=MONDAY_TEN + HOUR, by=world.by_mai
    )  # fmt: skip
    made = [
        split(ticket=ticket.pk, entry=asked.pk, subject="", at=MONDAY_TEN + 9 * HOUR, by=world.by_mai)
        for _ in range(2)
    ]
    assert made[0] == made[1] and made[0].subject == "À, còn máy xay thì sao?"
    assert (made[0].customer, made[0].contact_email, made[0].is_proven) == (
        world.lan,
        "lan@example.com",
        True,
    )
    assert made[0].opened_at == MONDAY_TEN + HOUR and made[0].first_due_at == MONDAY_TEN + 2 * HOUR
    assert entries_of(ticket).count() == 2
    row = TicketLink.objects.get()
    assert (row.first, row.second, row.kind) == (ticket, made[0], "split")
    said = note(ticket=ticket.pk, text="nội bộ", at=MONDAY_TEN, by=world.by_mai)
    with pytest.raises(BadTicket):
        split(ticket=ticket.pk, entry=said.pk, subject="", at=MONDAY_TEN, by=world.by_mai)


def test_links_are_made_once_and_taken_away(world: World) -> None:
    one, other = heard(world), heard(world)
    for pair in ((one, other), (other, one)):
        link(ticket=pair[0].pk, other=pair[1].pk, at=MONDAY_TEN, by=world.by_mai)
    assert TicketLink.objects.count() == 1
    with pytest.raises(BadTicket):
        link(ticket=one.pk, other=one.pk, at=MONDAY_TEN, by=world.by_mai)
    unlink(ticket=other.pk, other=one.pk, by=world.by_mai)
    assert not TicketLink.objects.exists()


def test_who_is_named_in_a_note_is_told_once_and_nobody_who_may_not_see_it(world: World) -> None:
    ticket, hoa, vy = heard(world), support("Phạm Thị Hoa"), support("Vy")
    vy.stores.set([Store.objects.create(name="Quận 7", key="quan 7")])
    note(
        ticket=ticket.pk,
        text="@Hoa xem giúp, thư của lan@example.com, @hoa nhé",
        at=MONDAY_TEN,
        by=world.by_mai,
    )
    task = Task.objects.get()
    assert (task.owner, task.customer, task.remind_at) == (hoa, world.lan, MONDAY_TEN)
    assert task.title == f"Bạn được nhắc đến trong phiếu #{ticket.pk}: Cà phê giao tới đã nguội"
    for text in ("@vy xem", "@tu xem", "@khongai xem"):
        with pytest.raises(BadTicket):
            note(ticket=ticket.pk, text=text, at=MONDAY_TEN, by=world.by_mai)
    second = support("Lê Hoa")
    with pytest.raises(BadTicket):
        note(ticket=ticket.pk, text="@hoa ơi", at=MONDAY_TEN, by=world.by_mai)
    note(ticket=ticket.pk, text="@lehoa ơi", at=MONDAY_TEN, by=world.by_mai)
    assert set(Task.objects.values_list("owner", flat=True)) == {hoa.pk, second.pk}
    assert Entry.objects.filter(kind="note").count() == 2


def test_two_who_look_at_one_ticket_hear_of_each_other_for_half_a_minute(world: World) -> None:
    ticket, hoa = heard(world), support("Hoa")
    assert here(ticket=ticket.pk, staff=hoa.pk, is_typing=False, at=MONDAY_TEN) == []
    seen = here(ticket=ticket.pk, staff=world.mai.pk, is_typing=True, at=MONDAY_TEN)
    assert [(one.name, one.is_typing) for one in seen] == [("Hoa", False)]
    seen = here(ticket=ticket.pk, staff=hoa.pk, is_typing=False, at=MONDAY_TEN + STAYS / 3)
    assert [(one.name, one.is_typing) for one in seen] == [("Trần Thị Mai", True)]
    seen = here(ticket=ticket.pk, staff=hoa.pk, is_typing=False, at=MONDAY_TEN + STAYS)
    assert [(one.name, one.is_typing) for one in seen] == [("Trần Thị Mai", False)]
    assert here(ticket=ticket.pk, staff=hoa.pk, is_typing=False, at=MONDAY_TEN + 2 * STAYS) == []
    assert here(ticket=heard(world).pk, staff=world.mai.pk, is_typing=False, at=MONDAY_TEN) == []
    here(ticket=ticket.pk, staff=hoa.pk, is_typing=False, at=MONDAY_TEN + 2 * HOUR)
    assert Presence.objects.filter(ticket=ticket.pk).count() == 1


def test_what_was_solved_sleeps_no_more_when_it_is_open_again(world: World) -> None:
    ticket = heard(world)
    snooze(ticket=ticket.pk, until=None, at=MONDAY_TEN, by=world.by_mai)
    solve(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    reopen(ticket=ticket.pk, at=MONDAY_TEN + HOUR, by=world.by_mai)
    assert held_in("all", world, MONDAY_TEN + HOUR) == [ticket]
