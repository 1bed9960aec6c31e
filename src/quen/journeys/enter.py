"""Customers enter a journey: once for an occasion, once at a time, as often as it allows, at its pace."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from quen.events.emit import emit_all
from quen.journeys.arms import arm_of, global_share
from quen.journeys.events import JourneyEntered
from quen.journeys.fits import those_it_holds
from quen.journeys.models import INSIDE, Enrolment, Journey, NotEntered, Skipped
from quen.journeys.plan import Plan
from quen.journeys.reads import locked_journey, newest, plan_of
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.shops.clock import day_of

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Candidate:
    """Somebody for whom a journey might begin. `at`: when what begins it happened; `begins_at`: not before.

    `is_new`: it happened just now; what is still true tomorrow, as a forecast, is not counted where it begins nothing.
    """

    customer: int
    occasion: str
    at: datetime
    begins_at: datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    is_new: bool = True


@transaction.atomic
def enter(*, journey: int, candidates: Sequence[Candidate], at: datetime) -> int:
    """Let in who may enter; how many did. The others are counted by reason. Entering is told as an event.

    Those held out enter, too. A candidate is let in once for an occasion, whoever asks again.
    """
    row = locked_journey(journey)
    if not row.is_on or not candidates:
        return 0
    plan = plan_of(newest(row))
    counted = Counter[NotEntered]()
    fresh = [each for each in candidates if each.at > at - timedelta(days=plan.stale_days)]
    counted[NotEntered.STALE] += len(candidates) - len(fresh)
    hers = _by_person(fresh)
    allowed = _meant(plan, list(hers))
    counted[NotEntered.WHO] += sum(1 for root, each in hers.items() if root not in allowed and each.is_new)
    wanted = {root: each for root, each in hers.items() if root in allowed}
    entering = _let_in(row, plan, wanted, counted)
    _write(row, plan, entering, counted, at=at)
    count_skipped(row, counted, on=day_of(at))
    return len(entering)


def count_skipped(journey: Journey, counted: Mapping[NotEntered, int], *, on: date) -> None:
    """Add to the day's counts of who did not enter."""
    for reason, customers in counted.items():
        if customers:
            row, _is_new = Skipped.objects.get_or_create(
                journey=journey, day=on, reason=reason, defaults={"customers": 0}
            )
            Skipped.objects.filter(pk=row.pk).update(customers=F("customers") + customers)


def _by_person(candidates: Iterable[Candidate]) -> dict[int, Candidate]:
    """The first of each person, by whom she counts as."""
    ordered = sorted(candidates, key=lambda each: (each.at, each.customer))
    numbers = {each.customer for each in ordered}
    roots = dict(Customer.objects.filter(pk__in=numbers).values_list("pk", "root"))
    found: dict[int, Candidate] = {}
    for each in ordered:
        if each.customer in roots:
            found.setdefault(roots[each.customer] or each.customer, each)
    return found


def _meant(plan: Plan, customers: list[int]) -> set[int]:
    """Those of them the plan is for."""
    return set(customers) if plan.who is None else those_it_holds(plan.who, customers)


def _let_in(
    journey: Journey,
    plan: Plan,
    wanted: Mapping[int, Candidate],
    counted: Counter[NotEntered],
) -> dict[int, Candidate]:
    """Those whom nothing of before keeps out."""
    before: dict[int, list[Enrolment]] = {}
    groups = Q(customer__in=list(wanted)) | Q(customer__root__in=list(wanted))
    known = Enrolment.objects.filter(groups, journey=journey).select_related("customer")
    for enrolment in known.only("customer__root", "occasion", "state", "entered_at", "journey"):
        before.setdefault(enrolment.customer.root_id or enrolment.customer_id, []).append(enrolment)
    entering: dict[int, Candidate] = {}
    for root, each in wanted.items():
        why = _kept_out(plan, each, before.get(root, []))
        if why is None:
            entering[root] = each
        elif why and each.is_new:
            counted[NotEntered(why)] += 1
    return entering


def _kept_out(plan: Plan, candidate: Candidate, before: Sequence[Enrolment]) -> str | None:
    """The reason, empty where she entered for this very occasion; None where nothing keeps her out."""
    if any(each.occasion == candidate.occasion for each in before):
        return ""
    if any(each.state in INSIDE for each in before):
        return NotEntered.INSIDE
    if not before:
        return None
    if plan.reentry_days is None:
        return NotEntered.REENTRY
    last = max(each.entered_at for each in before)
    return NotEntered.REENTRY if candidate.at < last + timedelta(days=plan.reentry_days) else None


def _write(
    journey: Journey,
    plan: Plan,
    entering: dict[int, Candidate],
    counted: Counter[NotEntered],
    *,
    at: datetime,
) -> None:
    share, version = global_share(plan), journey.version
    free_at, apart = journey.paced_until or at, _HOUR / plan.most_an_hour
    rows = []
    for root, each in list(entering.items()):
        begins_at = max(each.begins_at or at, at, free_at)
        if begins_at - each.at > timedelta(days=plan.stale_days):
            counted[NotEntered.STALE] += each.is_new
            del entering[root]
            continue
        free_at = begins_at + apart
        rows.append(
            Enrolment(
                journey=journey, version=version, customer_id=root, arm=arm_of(root, journey.pk, plan, share),
                occasion=each.occasion, facts=dict(each.facts), step=plan.first, due_at=begins_at,
                entered_at=min(each.at, at),
            )
        )  # fmt: skip
    Enrolment.objects.bulk_create(rows, batch_size=1_000)
    journey.paced_until = free_at
    journey.save(update_fields=["paced_until"])
    emit_all(
        JourneyEntered(
            at=at, by=SYSTEM, customer=each.customer_id, subject=journey.pk, key=journey.key, name=journey.name,
            arm=each.arm,
        )
        for each in rows
    )  # fmt: skip
