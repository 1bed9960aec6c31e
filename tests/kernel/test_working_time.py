"""Time that counts, held against a count of every single minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.kernel.days_off import day_off
from quen.kernel.working_time import NeverOpen, WorkingHours, after, before, worked

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTE = timedelta(minutes=1)
SHOP = WorkingHours(week=[[(480, 720), (780, 1080)]] * 5 + [[(540, 720)], []], zone=SAIGON)


def saigon(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SAIGON)  # type: ignore[arg-type, misc]


def is_open(at: datetime, hours: WorkingHours) -> bool:
    """Whether somebody is there in this minute, said anew and without any arithmetic on spans."""
    here = at.astimezone(hours.zone)
    day, minute = here.date(), here.hour * 60 + here.minute
    if day in hours.special:
        spans = hours.special[day]
    elif hours.keeps_holidays and day_off(day) is not None:
        spans = ()
    else:
        spans = hours.week[day.weekday()]
    return any(first <= minute < last for first, last in spans)


def counted(start: datetime, end: datetime, hours: WorkingHours) -> timedelta:
    total, at = 0, start
    while at < end:
        total += is_open(at, hours)
        at += MINUTE
    return total * MINUTE


def test_an_evening_goes_on_in_the_morning_and_a_weekend_is_passed_over() -> None:
    assert after(saigon(2026, 11, 18, 17, 30), timedelta(hours=1), SHOP) == saigon(2026, 11, 19, 8, 30)
    assert after(saigon(2026, 11, 21, 11, 30), timedelta(hours=1), SHOP) == saigon(2026, 11, 23, 8, 30)
    assert after(saigon(2026, 11, 18, 11, 30), timedelta(minutes=30), SHOP) == saigon(2026, 11, 18, 12, 0)


def test_tet_does_not_count_unless_the_shop_is_open() -> None:
    eve = saigon(2027, 2, 4, 17, 0)
    assert after(eve, timedelta(hours=2), SHOP) == saigon(2027, 2, 10, 9, 0)
    through = WorkingHours(week=SHOP.week, zone=SAIGON, keeps_holidays=False)
    assert after(eve, timedelta(hours=2), through) == saigon(2027, 2, 5, 9, 0)
    third = WorkingHours(week=SHOP.week, zone=SAIGON, special={date(2027, 2, 8): [(540, 600)]})
    assert after(eve, timedelta(hours=2), third) == saigon(2027, 2, 8, 10, 0)


def test_where_nobody_is_ever_there_no_deadline_is_made_up() -> None:
    never = WorkingHours(week=[[]] * 7, zone=SAIGON)
    for ask in (after, before):
        with pytest.raises(NeverOpen):
            ask(saigon(2026, 1, 1), MINUTE, never)


SPANS = st.lists(st.integers(0, 24), max_size=4, unique=True).map(
    lambda edges: [(first * 60, last * 60) for first, last in zip(*[iter(sorted(edges))] * 2, strict=False)]
)
HOURS = st.builds(
    WorkingHours,
    week=st.lists(SPANS, min_size=7, max_size=7),
    zone=st.sampled_from([SAIGON, ZoneInfo("Europe/Berlin")]),
    keeps_holidays=st.booleans(),
    special=st.dictionaries(st.dates(date(2027, 2, 1), date(2027, 2, 14)), SPANS, max_size=3),
)
AROUND_TET = st.integers(0, 15 * 24 * 60).map(
    lambda minute: datetime(2027, 1, 30, tzinfo=UTC) + minute * MINUTE
)


@settings(max_examples=40)
@given(hours=HOURS, start=AROUND_TET, minutes=st.integers(0, 8 * 24 * 60))
def test_what_counts_is_what_a_slow_count_finds(hours: WorkingHours, start: datetime, minutes: int) -> None:
    end = start + minutes * MINUTE
    assert worked(start, end, hours) == counted(start, end, hours)


@settings(max_examples=60)
@given(hours=HOURS, start=AROUND_TET, minutes=st.integers(1, 3_000))
def test_a_deadline_is_the_first_moment_by_which_enough_has_counted(
    hours: WorkingHours, start: datetime, minutes: int
) -> None:
    wanted = minutes * MINUTE
    if not any(hours.week):
        return
    due = after(start, wanted, hours)
    assert worked(start, due, hours) == wanted
    assert worked(start, due - MINUTE, hours) == wanted - MINUTE
    since = before(due, wanted, hours)
    assert worked(since, due, hours) == wanted
    assert worked(since + MINUTE, due, hours) == wanted - MINUTE
