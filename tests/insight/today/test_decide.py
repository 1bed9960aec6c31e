"""What staff decide about a line is remembered, told in her story, and can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from quen.events.models import Event
from quen.insight.today.decide import mark_done, set_aside, take_back
from quen.insight.today.errors import AlreadyDecided, NoSuchCare, NotDays
from quen.insight.today.models import Care, CareState
from quen.kernel.actor import Actor, ActorKind
from quen.people.models import Customer
from tests.insight.shop import at
from tests.insight.today.shop import TODAY, agree, meant, regular, settle
from tests.world import World, build

NOW = at(TODAY, 10)


@pytest.fixture
def line(world: World) -> Care:
    agree(regular("Hoa", 40, 100_000, world), "+84911111111")
    settle()
    meant("rescue")
    return Care.objects.get(kind="rescue")


@pytest.fixture
def world() -> World:
    return build()


def by_tu(world: World) -> Actor:
    return Actor(ActorKind.STAFF, world.tu.pk)


def told() -> list[tuple[str, int | None, dict[str, object]]]:
    events = Event.objects.filter(kind__startswith="care.").order_by("pk")
    return [(event.kind, event.customer, event.facts) for event in events]


@pytest.mark.django_db
def test_done_is_remembered_with_who_and_when_and_told_once(line: Care, world: World) -> None:
    mark_done(care=line.pk, by=world.by_mai, at=NOW)
    mark_done(care=line.pk, by=world.by_mai, at=NOW + timedelta(minutes=1))
    line.refresh_from_db()
    assert (line.state, line.decided_by, line.decided_at) == (CareState.DONE, str(world.by_mai), NOW)
    assert told() == [("care.done", line.customer_id, {"why": "rescue"})]
    for days in (1, 60):
        assert meant("rescue", TODAY + timedelta(days=days)) == [], "called once is enough for sixty days"
    assert [name for name, *_rest in meant("rescue", TODAY + timedelta(days=61))] == ["Hoa"]


@pytest.mark.django_db
def test_set_aside_comes_back_after_its_days(line: Care, world: World) -> None:
    set_aside(care=line.pk, days=7, by=world.by_mai, at=NOW)
    assert told() == [("care.set_aside", line.customer_id, {"why": "rescue", "until": "2026-11-29"})]
    assert meant("rescue", TODAY + timedelta(days=7)) == []
    assert [name for name, *_rest in meant("rescue", TODAY + timedelta(days=8))] == ["Hoa"]
    with pytest.raises(NotDays):
        set_aside(care=line.pk, days=3_650, by=world.by_mai, at=NOW)


@pytest.mark.django_db
def test_who_was_looked_after_is_left_alone_for_a_week_whatever_comes_up(line: Care, world: World) -> None:
    Customer.objects.filter(pk=line.customer_id).update(
        birth_date=(TODAY + timedelta(days=6)).replace(year=1990)
    )
    assert [name for name, *_rest in meant("birthday", TODAY + timedelta(days=6))] == ["Hoa"]
    mark_done(care=line.pk, by=world.by_mai, at=NOW)
    assert meant("birthday", TODAY + timedelta(days=6)) == []


@pytest.mark.django_db
def test_taken_back_it_is_open_again(line: Care, world: World) -> None:
    mark_done(care=line.pk, by=world.by_mai, at=NOW)
    take_back(care=line.pk, by=by_tu(world), at=NOW)
    take_back(care=line.pk, by=by_tu(world), at=NOW)
    line.refresh_from_db()
    assert (line.state, line.decided_by, line.rests_until) == (CareState.OPEN, "", None)
    assert told()[1:] == [("care.undone", line.customer_id, {"why": "rescue", "was": "done"})]


@pytest.mark.django_db
def test_worked_out_again_a_line_keeps_its_number_and_what_was_decided(line: Care, world: World) -> None:
    regular("Bà Tư", 35, 100_000, world)
    settle()
    meant("rescue")
    assert Care.objects.get(kind="rescue", customer=line.customer_id).pk == line.pk
    mark_done(care=line.pk, by=world.by_mai, at=NOW)
    meant("rescue")
    states = Care.objects.filter(kind="rescue").order_by("customer").values_list("customer__name", "state")
    assert list(states) == [("Hoa", "done"), ("Bà Tư", "open")]


@pytest.mark.django_db
def test_a_line_that_is_gone_is_refused(line: Care, world: World) -> None:
    with pytest.raises(NoSuchCare):
        mark_done(care=line.pk + 1_000, by=world.by_mai, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_done_at_once_one_did_it(line: Care, world: World) -> None:
    start, refused = Barrier(2), list[str]()

    def press(by: Actor) -> Callable[[], None]:
        def pressed() -> None:
            try:
                start.wait()
                mark_done(care=line.pk, by=by, at=NOW)
            except AlreadyDecided:
                refused.append(str(by))
            finally:
                connection.close()

        return pressed

    presses = [Thread(target=press(by)) for by in (world.by_mai, by_tu(world))]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    line.refresh_from_db()
    assert len(told()) == 1
    assert len(refused) == 1
    assert line.decided_by not in refused
