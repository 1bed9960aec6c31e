"""A dry run: who would have got what, had the journey run for the last year. Nothing is done and nothing is kept.

What happened is replayed from the story by the rules of `enter.py` and `advance.py`, in a transaction that may not
write. What is not known of days past is said (`past.Caveat`), never guessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from quen.journeys.arms import arm_of, global_share
from quen.journeys.enter import Candidate
from quen.journeys.errors import TooLong
from quen.journeys.models import Arm, NotEntered
from quen.journeys.past import BUYS, Caveat, Told, Year, year_of
from quen.journeys.plan import Plan
from quen.journeys.reads import AtStep
from quen.journeys.replay import Begun, Passed, Walked, walk
from quen.journeys.steps import Offer, Send, Tag, TaskFor, Tell, TicketFor
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import shop_timezone

DAYS = 365
EXAMPLES = 10
PATIENCE_MS = 8_000
"""For one question to the database; a dry run asks a few."""
DOING = (Send, Offer, TaskFor, TicketFor, Tag, Tell)


@dataclass(frozen=True)
class Month:
    """A month by its first day: who entered, and how often each kind of step was done."""

    first: date
    entered: int
    messages: int
    offers: int
    people: int
    """Tasks and tickets: what a person would have had to do."""


@dataclass(frozen=True)
class Example:
    """One customer's way: what she would have got when, and how it ended."""

    customer: int
    entered_at: datetime
    got: Sequence[Passed]
    walked: Walked


@dataclass(frozen=True)
class DryRun:
    """Counts are of all customers: where only every so-manieth was looked at (`every`), they are so many times that.

    `customers`: who entered at least once, held out of the journey or not. `rate`: the share (0 to 1) of them who
    bought within the days their purchases count, as they did without it; None where nobody's days are over.
    """

    since: date
    until: date
    every: int
    entered: int
    held_out: int
    reached: int
    inside: int
    customers: int
    rate: float | None
    kept_out: Mapping[NotEntered, int]
    steps: Mapping[str, AtStep]
    months: Sequence[Month]
    examples: Sequence[Example]
    told: Sequence[Told]


@dataclass
class _Tally:
    """What is counted while the year goes by."""

    entered: Counter[date] = field(default_factory=Counter)
    arms: Counter[Arm] = field(default_factory=Counter)
    kept_out: Counter[NotEntered] = field(default_factory=Counter)
    passed: Counter[tuple[str, str]] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)
    done: Counter[tuple[date, type]] = field(default_factory=Counter)
    reached: int = 0
    bought: dict[int, bool | None] = field(default_factory=dict)
    """Of each person since she first entered: whether she bought in her days, None where they are not over."""
    ways: list[tuple[int, Begun, Walked]] = field(default_factory=list)


def dry_run(plan: Plan, *, journey: int, at: datetime, days: int = DAYS) -> DryRun:
    """Replay the last so many days. `journey` is its number, by which customers are held out and splits part.

    Raises TooLong, and changes nothing whatever happens.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = {PATIENCE_MS}")
            zone = shop_timezone()
            year = year_of(plan, since=at - timedelta(days=days), until=at, zone=zone)
            tally = _replayed(plan, year, journey=journey)
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooLong(
                gettext_noop("The year is too long to go through in so short a time. Nothing was changed.")
            ) from error
        raise
    return _result(plan, year, tally)


def _replayed(plan: Plan, year: Year, *, journey: int) -> _Tally:
    """Everybody who would have come, in the order of time."""
    tally, share = _Tally(), global_share(plan)
    last: dict[int, tuple[datetime, datetime | None]] = {}
    occasions: set[tuple[int, str]] = set()
    free_at, apart = year.since, timedelta(hours=1) / plan.most_an_hour * year.every
    for each in sorted(year.candidates, key=lambda one: (one.at, one.customer)):
        if (each.customer, each.occasion) in occasions:
            continue
        begins_at = max(each.begins_at or each.at, each.at, free_at)
        why = _kept_out(plan, year, each, begins_at, last.get(each.customer))
        if why is not None:
            tally.kept_out[why] += 1
            continue
        occasions.add((each.customer, each.occasion))
        free_at, begun = begins_at + apart, Begun(each.at, begins_at)
        walked = walk(
            plan, year.past_of(each.customer), begun, journey=journey, until=year.until, zone=year.zone
        )
        last[each.customer] = (each.at, walked.left_at)
        arm = arm_of(each.customer, journey, plan, share)
        tally.arms[arm] += 1
        if arm != Arm.GLOBAL:
            tally.bought.setdefault(each.customer, _bought(plan, year, each))
        if arm == Arm.TREATED:
            _count(plan, year, tally, each.customer, begun, walked)
    return tally


def _kept_out(
    plan: Plan,
    year: Year,
    each: Candidate,
    begins_at: datetime,
    last: tuple[datetime, datetime | None] | None,
) -> NotEntered | None:
    """As `enter.py` has it."""
    asked_at = max(each.begins_at or each.at, each.at)
    if plan.who is not None and not year.rules.holds("", customer=each.customer, at=asked_at):
        return NotEntered.WHO
    if last is not None:
        entered_at, left_at = last
        if (
            left_at is None or left_at >= each.at
        ):  # what lets her out lets nobody in: she is inside when it comes
            return NotEntered.INSIDE
        if plan.reentry_days is None or each.at < entered_at + timedelta(days=plan.reentry_days):
            return NotEntered.REENTRY
    return NotEntered.STALE if begins_at - each.at > timedelta(days=plan.stale_days) else None


def _bought(plan: Plan, year: Year, each: Candidate) -> bool | None:
    ends_at = each.at + timedelta(days=plan.proof_days)
    if ends_at > year.until:
        return None
    bought_at = year.past_of(each.customer).first(BUYS, after=each.at)
    return bought_at is not None and bought_at <= ends_at


def _count(plan: Plan, year: Year, tally: _Tally, customer: int, begun: Begun, walked: Walked) -> None:
    tally.entered[_month(begun.entered_at, year)] += 1
    tally.reached += walked.goal_at is not None
    tally.here[walked.step] += bool(walked.step)
    for each in walked.passed:
        tally.passed[each.path, each.outcome] += 1
        tally.done[_month(each.at, year), type(plan.places[each.path].step)] += 1
    tally.ways.append((customer, begun, walked))


def _result(plan: Plan, year: Year, tally: _Tally) -> DryRun:
    every, told = year.every, list(year.told)
    over = [has_bought for has_bought in tally.bought.values() if has_bought is not None]
    if any(isinstance(place.step, Send) for place in plan.places.values()):
        told.append(Told(Caveat.GUARD))
    return DryRun(
        since=(year.since.astimezone(year.zone) + timedelta(days=1)).date(),
        until=year.until.astimezone(year.zone).date(), every=every,
        entered=tally.arms[Arm.TREATED] * every,
        held_out=(tally.arms[Arm.CONTROL] + tally.arms[Arm.GLOBAL]) * every,
        reached=tally.reached * every, inside=sum(tally.here.values()) * every, customers=len(tally.bought) * every,
        rate=sum(over) / len(over) if over else None,
        kept_out={why: count * every for why, count in tally.kept_out.items()},
        steps=_steps(plan, tally, every), months=list(_months(year, tally)),
        examples=list(_examples(plan, tally.ways)), told=told,
    )  # fmt: skip


def _steps(plan: Plan, tally: _Tally, every: int) -> dict[str, AtStep]:
    found = {}
    for path in plan.places:
        outcomes = {outcome: n * every for (step, outcome), n in tally.passed.items() if step == path}
        found[path] = AtStep(
            here=tally.here[path] * every, passed=sum(outcomes.values()), outcomes=tuple(outcomes.items())
        )
    return found


def _months(year: Year, tally: _Tally) -> Iterator[Month]:
    first, last = _month(year.since + timedelta(days=1), year), _month(year.until, year)
    while first <= last:
        done = {kind: tally.done[first, kind] * year.every for kind in DOING}
        yield Month(
            first, tally.entered[first] * year.every, done[Send], done[Offer], done[TaskFor] + done[TicketFor]
        )
        first = (first + timedelta(days=32)).replace(day=1)


def _examples(plan: Plan, ways: Sequence[tuple[int, Begun, Walked]]) -> Iterator[Example]:
    """Some of those who got something, spread over the year and each another customer, the newest first."""
    given = {path for path, place in plan.places.items() if isinstance(place.step, DOING)}
    hers = {
        customer: (begun, walked)
        for customer, begun, walked in ways
        if any(p.path in given for p in walked.passed)
    }
    chosen = sorted(hers, key=lambda customer: (hers[customer][0].entered_at, customer), reverse=True)
    for number in range(min(EXAMPLES, len(chosen))):
        customer = chosen[number * len(chosen) // min(EXAMPLES, len(chosen))]
        begun, walked = hers[customer]
        yield Example(customer, begun.entered_at, [p for p in walked.passed if p.path in given], walked)


def _month(moment: datetime, year: Year) -> date:
    return moment.astimezone(year.zone).date().replace(day=1)
