"""The journeys of the year as customers went through them, and who was held out. What they did is in the sales.

Let in is who bears the journey's tag: those on whom its own draw and the simulation agree (`demo/reactions.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from pydantic_core import to_json

from quen.demo.loyalty.moments import CLOCK
from quen.demo.reactions import JOURNEYS, WRITTEN_TO, Trial
from quen.demo.shop import Shop
from quen.demo.work.journey_plans import plan_for, tag_of
from quen.events.copy_in import copy_in
from quen.events.happening import Happening
from quen.events.models import Event
from quen.flows.judge_history.rows import numbers_of
from quen.journeys.arms import arm_of, global_share
from quen.journeys.events import JourneyEntered, JourneyLeft
from quen.journeys.models import Arm, Journey, JourneyVersion, Reason, State
from quen.journeys.plan import Plan
from quen.journeys.reads import newest, plan_of, source_of
from quen.journeys.save import make_journey
from quen.journeys.steps import Wait
from quen.journeys.switch import switch_off, switch_on
from quen.journeys.waiting import end_of_wait
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.events import MessageSent
from quen.messages.models import State as Sent
from quen.people.models import Identity, IdentityKind
from quen.people.tag import tag
from quen.purchases.models import Purchase
from quen.shops.clock import start_of

_SMS_PRICE_MINOR = 550
_DAY = timedelta(days=1)
_ENROLMENTS, _PASSAGES, _MESSAGES = "journeys_enrolment", "journeys_passage", "outreach_message"
_ENROLMENT = (
    "id", "journey_id", "version", "customer_id", "arm", "state", "occasion", "facts", "step", "due_at", "entered_at",
    "left_at", "reason",
)  # fmt: skip
_PASSAGE = ("enrolment_id", "journey", "version", "step", "is_done", "outcome", "subject", "at")
_MESSAGE = (
    "id", "customer_id", "channel", "purpose", "version_id", "key", "source_kind", "source_id", "state", "queued_at",
    "due_at", "claimed_at", "has_begun", "ended_at", "attempts", "parts", "cost_minor", "queued_by",
)  # fmt: skip


@dataclass(frozen=True)
class _Inside:
    """A customer in a journey; `message`: the number of each of her messages by its step."""

    number: int
    customer: int
    arm: Arm
    occasion: str
    facts: dict[str, object]
    at: datetime
    times: Mapping[str, datetime]
    message: Mapping[str, int]


def make_journeys(shop: Shop, *, now: datetime) -> list[Happening]:
    """Write journeys, who went through them and their messages; most of their events are the caller's to write."""
    customers = dict(Identity.objects.filter(kind=IdentityKind.CODE).values_list("value", "customer"))
    found: dict[str, dict[int, int]] = {}
    for row in shop.trials.select(["trial", "code", "arm"]).to_pylist():
        found.setdefault(row["trial"], {})[customers[row["code"]]] = row["arm"]
    trials = [trial for trial in JOURNEYS if trial.key in found]
    return [event for trial in trials for event in _lived_through(shop, trial, found[trial.key], now)]


def _lived_through(shop: Shop, trial: Trial, arms: Mapping[int, int], now: datetime) -> Iterator[Happening]:
    begun = start_of(shop.last_day - timedelta(days=trial.days_before), CLOCK)
    row, version = _journey(trial, begun, now)
    plan = plan_of(version)
    let_in = [one for one in _come(trial, row, plan, arms, begun) if _is_as_simulated(one, arms)]
    tag(customers=[one.customer for one in let_in], tags=[tag_of(trial)], by=SYSTEM, at=begun)
    copy_in(_ENROLMENTS, _ENROLMENT, (_enrolment(row, version, one) for one in let_in))
    copy_in(_PASSAGES, _PASSAGE, (each for one in let_in for each in _passages(row, version, one)))
    copy_in(_MESSAGES, _MESSAGE, (each for one in let_in for each in _messages(row, version, trial, one)))
    for one in let_in:
        yield from _told(row, version, trial, one)


def _journey(trial: Trial, begun: datetime, now: datetime) -> tuple[Journey, JourneyVersion]:
    """Open for as long as customers were let in, then closed to see what it brings, and open again from now on."""
    plan = plan_for(trial)
    made = make_journey(plan=plan, at=begun - _DAY, by=SYSTEM)
    switch_on(journey=made.pk, at=begun, by=SYSTEM)
    switch_off(journey=made.pk, at=begun + max(trial.coming_days, 1) * _DAY, by=SYSTEM)
    row = switch_on(journey=made.pk, at=now, by=SYSTEM)
    return row, newest(row)


def _come(
    trial: Trial, row: Journey, plan: Plan, arms: Mapping[int, int], begun: datetime
) -> Iterator[_Inside]:
    """Everybody for whom it began, by what began it."""
    share, numbers = global_share(plan), numbers_of(_ENROLMENTS)
    messages = numbers_of(_MESSAGES)
    occasions = _overdue(arms, begun) if trial.quiet_days else _bought(trial, arms, begun)
    for customer, (occasion, at) in sorted(occasions.items()):
        arm = arm_of(customer, row.pk, plan, share)
        starts_at = at.astimezone(CLOCK).replace(hour=9) if trial.quiet_days else at
        times = dict(_times(plan, starts_at))
        sent = [path for path in times if not isinstance(plan.places[path].step, Wait)]
        facts: dict[str, object] = {} if trial.quiet_days else {"event": int(occasion.partition(":")[2])}
        yield _Inside(
            next(numbers), customer, arm, occasion, facts, at, times,
            {path: next(messages) for path in sent} if arm == Arm.TREATED else {},
        )  # fmt: skip


def _bought(trial: Trial, arms: Mapping[int, int], begun: datetime) -> dict[int, tuple[str, datetime]]:
    """The first purchase of each while it was open."""
    bought = Event.objects.filter(
        kind="purchase.recorded", customer__in=list(arms), happened_at__gte=begun,
        happened_at__lt=begun + trial.coming_days * _DAY,
    )  # fmt: skip
    found: dict[int, tuple[str, datetime]] = {}
    for number, customer, at in bought.order_by("happened_at", "pk").values_list(
        "pk", "customer", "happened_at"
    ):
        found.setdefault(customer or 0, (f"event:{number}", at))
    return found


def _overdue(arms: Mapping[int, int], begun: datetime) -> dict[int, tuple[str, datetime]]:
    """Those who had bought before, by their last purchase."""
    before = Purchase.objects.filter(customer__in=list(arms), bought_at__lt=begun).order_by()
    last = before.values_list("customer").annotate(Max("bought_at"))
    return {customer or 0: (f"overdue:{at:%Y-%m-%d}", begun) for customer, at in last}


def _times(plan: Plan, at: datetime) -> Iterator[tuple[str, datetime]]:
    """When each of its steps, one after the other, was done for who begins then."""
    for path, place in plan.places.items():
        if isinstance(place.step, Wait):
            at = end_of_wait(place.step, at, CLOCK)
        yield path, at


def _is_as_simulated(one: _Inside, arms: Mapping[int, int]) -> bool:
    return (one.arm == Arm.TREATED) == (arms[one.customer] == WRITTEN_TO)


def _enrolment(row: Journey, version: JourneyVersion, one: _Inside) -> tuple[object, ...]:
    last, left_at = list(one.times.items())[-1]
    return (
        one.number, row.pk, version.number, one.customer, one.arm.value, State.LEFT.value, one.occasion,
        to_json(one.facts).decode(), last, left_at, one.at, left_at, Reason.END.value,
    )  # fmt: skip


def _passages(row: Journey, version: JourneyVersion, one: _Inside) -> Iterator[tuple[object, ...]]:
    for path, at in one.times.items():
        message = one.message.get(path)
        outcome = Sent.WAITING.value if message else ""
        is_done = one.arm == Arm.TREATED
        yield one.number, row.pk, version.number, path, is_done, outcome, message, at


def _messages(
    row: Journey, version: JourneyVersion, trial: Trial, one: _Inside
) -> Iterator[tuple[object, ...]]:
    is_sms = trial.channel == Channel.SMS
    for path, number in one.message.items():
        at = one.times[path]
        yield (
            number, one.customer, trial.channel, MessagePurpose.MARKETING.value, _text(version, path),
            f"journey:{one.number}:{path}:{trial.channel}", source_of(row.pk).kind, row.pk, Sent.HANDED_OVER.value,
            at, at, at, True, at, 1, int(is_sms), _SMS_PRICE_MINOR if is_sms else 0, str(SYSTEM),
        )  # fmt: skip


def _text(version: JourneyVersion, path: str) -> int:
    return int(version.texts[path][0]["version"])


def _told(row: Journey, version: JourneyVersion, trial: Trial, one: _Inside) -> Iterator[Happening]:
    yield JourneyEntered(
        at=one.at, by=SYSTEM, customer=one.customer, subject=row.pk, key=row.key, name=row.name, arm=one.arm
    )
    for path, number in one.message.items():
        yield MessageSent(
            at=one.times[path], by=SYSTEM, customer=one.customer, subject=number, channel=trial.channel,
            purpose=MessagePurpose.MARKETING, template=_text(version, path), source_kind=source_of(row.pk).kind,
            source=row.pk,
        )  # fmt: skip
    yield JourneyLeft(
        at=max(one.times.values()), by=SYSTEM, customer=one.customer, subject=row.pk, key=row.key, name=row.name,
        arm=one.arm, reason=Reason.END, words="",
    )  # fmt: skip
