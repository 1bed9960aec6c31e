"""The clocks, held against a count of every quarter of an hour over a Tết with nights and weekends."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quen.kernel.working_time import WorkingHours
from quen.tickets import sla
from quen.tickets.promises import WEEK
from tests.kernel.test_working_time import is_open
from tests.tickets.matters import SAIGON, saigon

QUARTER = timedelta(minutes=15)
SHOP = WorkingHours(week=[[span] for span in WEEK], zone=SAIGON)
HALF_DAYS = WorkingHours(week=[[(480, 720), (780, 1020)]] * 5 + [[(480, 720)], []], zone=SAIGON)
PROMISE = sla.Promise(first=timedelta(hours=4), next=timedelta(hours=2), solve=timedelta(hours=24))
BEFORE_TET = saigon(2027, 2, 1, 0, 0)


def used(start: datetime, end: datetime, hours: WorkingHours) -> timedelta:
    """Working time in quarters, one after the other."""
    total, at = timedelta(0), start
    while at < end:
        total += QUARTER * is_open(at, hours)
        at += QUARTER
    return total


@settings(max_examples=60)
@given(
    hours=st.sampled_from([SHOP, HALF_DAYS]),
    begins=st.integers(0, 600),
    turns=st.lists(
        st.tuples(st.sampled_from(["asked", "told", "she wrote"]), st.integers(1, 200)), max_size=6
    ),
)
def test_only_the_shops_own_turns_use_up_the_time_of_the_solution(
    hours: WorkingHours, begins: int, turns: list[tuple[str, int]]
) -> None:
    at = BEFORE_TET + begins * QUARTER
    clocks, spent, is_her_turn = sla.start(at, PROMISE, hours), timedelta(0), False
    for turn, quarters in turns:
        later = at + quarters * QUARTER
        if not is_her_turn:
            spent += used(at, later, hours)
        at, is_her_turn = later, turn == "asked"
        if turn == "she wrote":
            clocks = sla.wrote(clocks, at, PROMISE, hours)
        else:
            clocks = sla.answered(clocks, at, hours, is_her_turn=is_her_turn)
    assert (clocks.left is not None) == is_her_turn
    left = max(PROMISE.solve - spent, timedelta(0))
    if is_her_turn:
        assert clocks.left == left
    elif left:
        assert used(at, clocks.solve_due, hours) == left
        assert used(at, clocks.solve_due - QUARTER, hours) == left - QUARTER
    else:
        assert used(at, clocks.solve_due, hours) == timedelta(0)


def test_friday_evening_to_monday_and_through_tet() -> None:
    friday = sla.start(saigon(2026, 11, 27, 16, 30), PROMISE, HALF_DAYS)
    assert friday.first_due == saigon(2026, 11, 28, 11, 30)  # half an hour on Friday, the rest on Saturday
    eve = sla.start(saigon(2027, 2, 4, 19, 0), PROMISE, SHOP)
    assert eve.first_due == saigon(2027, 2, 10, 11, 0)  # the five days of Tết do not count


def test_an_alarm_rings_when_the_last_quarter_begins() -> None:
    clocks = sla.start(saigon(2026, 11, 30, 8, 0), PROMISE, SHOP)
    assert sla.alarm(clocks, PROMISE, SHOP) == saigon(2026, 11, 30, 11, 0)
    answered = sla.answered(clocks, saigon(2026, 11, 30, 9, 0), SHOP, is_her_turn=False)
    assert sla.due(answered) == saigon(2026, 12, 1, 20, 0)
    assert sla.alarm(answered, PROMISE, SHOP) == saigon(2026, 12, 1, 14, 0)
    quiet = sla.stopped(answered, saigon(2026, 11, 30, 9, 0), SHOP)
    assert (sla.due(quiet), sla.alarm(quiet, PROMISE, SHOP), quiet.left) == (None, None, timedelta(hours=23))
    assert sla.stopped(quiet, saigon(2026, 12, 24, 9, 0), SHOP) == quiet


def test_a_new_promise_counts_what_was_used_whoever_has_the_turn() -> None:
    at, longer = saigon(2026, 11, 30, 10, 0), replace(PROMISE, solve=timedelta(hours=30))
    clocks = sla.start(saigon(2026, 11, 30, 8, 0), PROMISE, SHOP)
    assert sla.promised_anew(clocks, at, PROMISE, longer, SHOP).solve_due == saigon(2026, 12, 2, 14, 0)
    waiting = sla.answered(clocks, at, SHOP, is_her_turn=True)
    assert sla.promised_anew(waiting, at, PROMISE, longer, SHOP).left == timedelta(hours=28)
    strict = replace(PROMISE, first=timedelta(hours=1))
    assert sla.promised_anew(clocks, at, PROMISE, strict, SHOP).first_due == at
