"""A new ticket is judged by the shop's rules, with what the database knows at that moment."""

from datetime import datetime, timedelta
from typing import TypedDict

from django.db.models import Count, Q, Sum

from quen.enrolment.models import Member
from quen.kernel.working_time import WorkingHours, worked
from quen.people.find import group_of
from quen.purchases.models import Purchase
from quen.shops.clock import day_of
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission, Role, permissions_of
from quen.tickets.choices import TicketState
from quen.tickets.models import Ticket
from quen.tickets.routing import Agent, Arrived, Decision, Rule, decide
from quen.tickets.routing_models import Capacity, RoutingRule
from quen.tiers.standing import standing_of

ANSWERING = tuple(role for role in Role if Permission.ANSWER_TICKETS in permissions_of(role))
NO_RULE = 0
"""In place of a rule's number: the ticket had to be somebody's, and no rule said whose."""
_YEAR = timedelta(days=365)
_MOMENT = timedelta(minutes=1)


class Routed(TypedDict):
    """What a ticket keeps of the decision, so that staff see why it is theirs."""

    rule: int
    name: str
    staff: int | None
    because: list[list[str | int]]


def route(ticket: Ticket, *, at: datetime, hours: WorkingHours) -> Decision | None:
    """The decision for a ticket not yet written. Without rules one query; tier and sums are read where asked for."""
    rules = rules_in_force()
    return decide(_arrived(ticket, rules, at, hours), rules, agents()) if rules else None


def whoever_is_there(ticket: Ticket, *, at: datetime, hours: WorkingHours) -> Decision | None:
    """Of those who answer tickets, support first, then the managers, then the owner: who has the fewest open."""
    arrived, people = _arrived(ticket, [], at, hours), agents()
    for role in (Role.SUPPORT, Role.MANAGER, Role.OWNER):
        decision = decide(arrived, [Rule(number=NO_RULE, name="", role=role)], people)
        if decision is not None and decision.staff is not None:
            return decision
    return None


def rules_in_force() -> list[Rule]:
    """Those that are on, in their order."""
    return [rule_of(row) for row in RoutingRule.objects.filter(is_on=True).order_by("place")]


def rule_of(row: RoutingRule) -> Rule:
    return Rule(
        number=row.pk, name=row.name, role=row.role, kind=row.kind, topic=row.topic, came_by=row.came_by,
        language=row.language, store=row.store_id, tier=row.tier, least_spent_minor=row.least_spent_minor,
        hours=row.hours, staff=row.staff_id, by_skill=row.by_skill, priority=row.priority,
    )  # fmt: skip


def agents() -> list[Agent]:
    """Everybody who answers, with her load. Four queries."""
    staff = Staff.objects.filter(is_active=True, role__in=ANSWERING).order_by("pk")
    people = list(staff.values_list("pk", "role"))
    bound = _stores_of([number for number, _role in people])
    load = dict(
        Ticket.objects.filter(state=TicketState.OPEN, owner__in=[number for number, _role in people])
        .values_list("owner")
        .annotate(Count("pk"))
    )
    kept = Capacity.objects.in_bulk([number for number, _role in people])
    return [
        Agent(
            number=number, role=role, open=load.get(number, 0), stores=bound.get(number, frozenset()),
            **_can(kept.get(number)),
        )
        for number, role in people
    ]  # fmt: skip


def as_kept(decision: Decision) -> Routed:
    return {
        "rule": decision.rule.number,
        "name": decision.rule.name,
        "staff": decision.staff,
        "because": [list(one) for one in decision.because],
    }


class _Can(TypedDict):
    topics: frozenset[str]
    languages: frozenset[str]
    most_open: int
    is_away: bool


def _can(row: Capacity | None) -> _Can:
    row = row or Capacity()
    return {
        "topics": frozenset(row.topics),
        "languages": frozenset(row.languages),
        "most_open": row.most_open,
        "is_away": row.is_away,
    }


def _stores_of(staff: list[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    pairs = Store.objects.filter(staff__in=staff).values_list("staff", "pk")
    for person, store in pairs:
        found.setdefault(int(person or 0), set()).add(store)
    return {person: frozenset(stores) for person, stores in found.items()}


def _arrived(ticket: Ticket, rules: list[Rule], at: datetime, hours: WorkingHours) -> Arrived:
    root = ticket.customer_id
    return Arrived(
        kind=ticket.kind, topic=ticket.topic, came_by=ticket.came_by, language=ticket.language, store=ticket.store_id,
        tier=_tier(root, at) if root and any(rule.tier for rule in rules) else "",
        spent_minor=_spent(root, at) if root and any(rule.least_spent_minor for rule in rules) else 0,
        is_working_time=bool(worked(at, at + _MOMENT, hours)),
    )  # fmt: skip


def _tier(root: int, at: datetime) -> str:
    member = Member.objects.filter(pk=root, left_at=None).first()
    standing = standing_of(member, day=day_of(at)) if member else None
    return standing.key if standing else ""


def _spent(root: int, at: datetime) -> int:
    mine = Q(customer__in=group_of(root), bought_at__gt=at - _YEAR, bought_at__lte=at)
    return int(Purchase.objects.filter(mine).aggregate(sum=Sum("amount_minor"))["sum"] or 0)
