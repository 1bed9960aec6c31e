"""The reader that sees on the story what begins a journey, ends one, or ends a wait."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from quen.events.models import Event
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.journeys.enter import Candidate, count_skipped, enter
from quen.journeys.leave import done_after_the_end, left, reached
from quen.journeys.models import INSIDE, Enrolment, Journey, JourneyVersion, NotEntered, Reason, State
from quen.journeys.plan import Plan
from quen.journeys.reads import KIND_OF_SOURCE, plan_of, running
from quen.journeys.steps import Until
from quen.journeys.triggers import OnEvent, OnSegment, Watched
from quen.journeys.watch import kind_of, meant
from quen.kernel.money import written
from quen.messages.models import OPEN, Message
from quen.people.models import Customer
from quen.shops.clock import day_of
from quen.shops.reads import current_business

_BATCH = 5_000


def journey_reader(now: Callable[[], datetime] = timezone.now) -> Reader:
    """The reader for the registry; it comes after the one that keeps profiles, which rules are asked of."""

    def take(batch: Batch) -> None:
        open_plans = _still_looking()
        begins = [(one, plan) for one, plan in running() if any(_on_story(plan))]
        if not begins and not open_plans:
            return
        kinds = set(batch.events().order_by().values_list("kind", flat=True).distinct())
        for journey, plan in begins:
            for trigger in _on_story(plan):
                if kind_of(trigger) in kinds:
                    _begin(journey, plan, meant(batch.events(), trigger), at=now())
        for version, plan in open_plans:
            if plan.goal and plan.goal.event in kinds:
                _reach(version.journey, version, plan, batch, at=now())
            for path, step in _waits(plan):
                if step.happens.event in kinds:
                    _wake(version, path, step.happens, batch, at=now())

    return Reader(name="journeys", take=take, batch=_BATCH)


def facts_of_event(event: Event, currency: str) -> dict[str, object]:
    """What texts may say of it."""
    facts: dict[str, object] = {"event": event.pk}
    if isinstance(amount := event.facts.get("amount_minor"), int):
        facts["amount"] = written(amount, currency, (get_language() or "vi").partition("-")[0])
    if isinstance(points := event.facts.get("points"), int):
        facts["number"] = points
    if isinstance(due := event.facts.get("due_on"), str):
        facts["day"] = due
    return facts


def _on_story(plan: Plan) -> Iterator[OnEvent | OnSegment]:
    return (each for each in plan.triggers if isinstance(each, OnEvent | OnSegment))


def _waits(plan: Plan) -> Iterator[tuple[str, Until]]:
    return ((path, place.step) for path, place in plan.places.items() if isinstance(place.step, Until))


def _still_looking() -> list[tuple[JourneyVersion, Plan]]:
    """Versions that look at events while somebody is inside, or while a last word of theirs still waits. One query."""
    inside = Enrolment.objects.filter(
        journey=OuterRef("journey"), version=OuterRef("number"), state__in=INSIDE
    )
    waiting = Message.objects.filter(
        source_kind=KIND_OF_SOURCE, source_id=OuterRef("journey"), state__in=OPEN
    )
    looking = Q(Exists(inside)) | Q(Exists(waiting))
    rows = JourneyVersion.objects.filter(looking).select_related("journey").order_by("pk")
    found = [(row, plan_of(row)) for row in rows]
    return [(row, plan) for row, plan in found if plan.goal or any(_waits(plan))]


def _begin(journey: Journey, plan: Plan, events: "QuerySet[Event]", *, at: datetime) -> None:
    """Let in whom these events speak of; what is stale is counted in the database and never loaded."""
    events = events.filter(happened_at__gte=journey.switched_at or at)
    fresh_from = at - timedelta(days=plan.stale_days)
    business = current_business()
    currency = business.currency if business else "VND"
    stale = events.filter(happened_at__lte=fresh_from).count()
    if stale:
        count_skipped(journey, {NotEntered.STALE: stale}, on=day_of(at))
    fresh = events.filter(happened_at__gt=fresh_from)
    candidates = [
        Candidate(
            event.customer, f"event:{event.pk}", event.happened_at, facts=facts_of_event(event, currency)
        )
        for event in fresh.iterator()
        if event.customer is not None
    ]
    enter(journey=journey.pk, candidates=candidates, at=at)


def _reach(journey: Journey, version: JourneyVersion, plan: Plan, batch: Batch, *, at: datetime) -> None:
    """She did what the journey was for."""
    assert plan.goal is not None
    did = _by_person(meant(batch.events(), plan.goal))
    inside = Enrolment.objects.select_for_update(of=("self",)).select_related("customer").order_by("pk")
    hers = inside.filter(_of(did), journey=journey, version=version.number, state__in=INSIDE, goal_at=None)
    there, gone = [], []
    for each in hers:
        done = [moment for moment in did[_root(each)] if moment > each.entered_at]
        if done:
            each.goal_at = min(done)
            there.append(each)
            if plan.goal.leaves:
                left(each, reason=Reason.GOAL, at=at)
                gone.append(each)
    Enrolment.objects.bulk_update(
        there, ["goal_at", "state", "left_at", "reason", "words", "waits_for"], 1_000
    )
    reached(journey, gone, at=at)
    if plan.goal.leaves:
        done_after_the_end(journey, version.number, did, at=at)


def _wake(version: JourneyVersion, path: str, happens: Watched, batch: Batch, *, at: datetime) -> None:
    """What they wait for happened: they go on at once."""
    did = _by_person(meant(batch.events(), happens))
    waiting = Enrolment.objects.filter(
        _of(did),
        journey=version.journey,
        version=version.number,
        step=path,
        waits_for=happens.event,
        state=State.ACTIVE,
    ).select_related("customer")
    awake = [each.pk for each in waiting if each.began_at and max(did[_root(each)]) > each.began_at]
    Enrolment.objects.filter(pk__in=awake, step=path).exclude(waits_for="").update(due_at=at, waits_for="")


def _by_person(events: "QuerySet[Event]") -> dict[int, list[datetime]]:
    told = list(events.values_list("customer", "happened_at"))
    roots = dict(Customer.objects.filter(pk__in={who for who, _when in told}).values_list("pk", F("root")))
    found: dict[int, list[datetime]] = {}
    for who, when in told:
        if who is not None:
            found.setdefault(roots.get(who) or who, []).append(when)
    return found


def _of(people: dict[int, list[datetime]]) -> Q:
    return Q(customer__in=list(people)) | Q(customer__root__in=list(people))


def _root(enrolment: Enrolment) -> int:
    return int(enrolment.customer.root_id or enrolment.customer_id)
