"""How tickets ended: by the customers' own word, and by the desk's count."""

from datetime import timedelta
from typing import Any

import pytest

from quen.insight.feedback.settled import Ended, how_ended
from quen.kernel.actor import SYSTEM
from quen.measures.wilson import interval
from quen.shops.models import Store
from quen.shops.roles import Role
from quen.tickets.answer import answer
from quen.tickets.choices import CameBy, TicketKind, Topic, Verdict
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Matter
from quen.tickets.rate import rate
from quen.tickets.reply import reply
from quen.tickets.solve import solve
from tests import world as cast
from tests.tickets.matters import MONDAY_TEN, heard
from tests.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


def settled(world: World, *answers: str, topic: Topic = Topic.DELIVERY, **said: Any) -> Ticket:
    """A ticket with these answers, settled the same day."""
    matter = Matter(text="Nguội", kind=TicketKind.COMPLAINT, topic=topic)
    ticket = heard(world, matter=matter, contact=None, is_proven=False, **said)
    for hours, text in enumerate(answers, start=1):
        answer(ticket=ticket.pk, text=text, at=MONDAY_TEN + hours * HOUR, by=world.by_mai)
    return solve(ticket=ticket.pk, at=MONDAY_TEN + 9 * HOUR, by=world.by_mai)


def says(ticket: Ticket, score: int, verdict: Verdict, at: timedelta = DAY) -> None:
    rate(ticket=ticket.pk, score=score, verdict=verdict, at=MONDAY_TEN + at, by=SYSTEM)


def found(**said: object) -> dict[tuple[str, str], Ended]:
    ended = how_ended(since=MONDAY_TEN - DAY, until=MONDAY_TEN + 30 * DAY, **said)  # type: ignore[arg-type]
    every = [("all", ended.all)] if ended.all else []
    return {
        (cut, one.name): one
        for cut, ones in (*ended.cuts.items(), *((cut, [one]) for cut, one in every))
        for one in ones
    }


def test_first_contact_resolution_is_her_word_and_the_desks_count_stands_beside(world: World) -> None:
    hoa = cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT)
    says(settled(world, "Xin lỗi", owner=hoa.pk), 5, Verdict.IN_ONE_GO)
    says(settled(world, "Đơn nào ạ?", "Xin lỗi"), 4, Verdict.IN_SEVERAL)
    says(settled(world, "Xin lỗi", topic=Topic.STAFF), 1, Verdict.NOT_SETTLED)
    silent = settled(world, topic=Topic.STAFF)
    again = settled(world, "Dạ")
    reply(ticket=again.pk, text="Vẫn vậy", came_by=CameBy.PHONE, at=MONDAY_TEN + DAY, by=world.by_mai)
    solve(ticket=again.pk, at=MONDAY_TEN + 2 * DAY, by=world.by_mai)
    told = found()
    assert told["all", "all"] == Ended("all", 5, 3, 10 / 3, 1, 1, 2, 2)
    one = told["all", "all"]
    assert (one.rated_percent, one.by_one_answer_percent, one.opened_again_percent) == (60.0, 40.0, 40.0)
    assert one.in_one_go_percent == pytest.approx(100 / 3)
    low, high = interval(1, 3)
    assert one.in_one_go_between == (100 * low, 100 * high) and one.is_small
    assert {key: (each.ended, each.in_one_go) for key, each in told.items()} == {
        ("all", "all"): (5, 1), ("topic", "delivery"): (3, 1), ("topic", "staff"): (2, 0),
        ("came_by", "phone"): (5, 1), ("staff", str(hoa.pk)): (1, 1),
    }  # fmt: skip
    assert Ticket.objects.get(pk=silent.pk).state == "solved"


def test_a_ticket_she_opened_again_counts_as_not_settled_though_it_is_open(world: World) -> None:
    says(settled(world, "Xin lỗi"), 1, Verdict.NOT_SETTLED)
    assert Ticket.objects.get().state == "open"
    assert found()["all", "all"] == Ended("all", 1, 1, 1.0, 0, 1, 1, 0)


def test_other_times_and_other_stores_are_left_out(world: World) -> None:
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    settled(world, "Xin lỗi", store=seven.pk)
    heard(world)
    assert found(stores=[world.store.pk]) == {} and found(stores=[seven.pk])["all", "all"].ended == 1
    assert how_ended(since=MONDAY_TEN + 2 * DAY, until=MONDAY_TEN + 3 * DAY).all is None
