"""The owner's rules for new tickets are made, changed, moved and taken away; and what each of the staff takes."""

from collections.abc import Collection
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change, remember
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic
from quen.tickets.errors import BadRule
from quen.tickets.route import ANSWERING
from quen.tickets.routing_models import Capacity, Hours, Language, RoutingRule

MOST_RULES = 60
MOST_OPEN = 500
_CLOSED = {
    "kind": TicketKind.values,
    "topic": Topic.values,
    "came_by": CameBy.values,
    "language": Language.values,
    "hours": Hours.values,
    "priority": Priority.values,
}


class Said(TypedDict, total=False):
    """What may be said of a rule; what is left out fits everything."""

    name: str
    kind: str
    topic: str
    came_by: str
    language: str
    store_id: int | None
    tier: str
    least_spent_minor: int
    hours: str
    role: str
    staff_id: int | None
    by_skill: bool
    priority: str


@transaction.atomic
def save_rule(*, by: Actor, rule: int | None = None, **said: Unpack[Said]) -> RoutingRule:
    """A new rule at the end, or one that is changed. Tickets that were routed keep their owners. Raises BadRule."""
    if rule is None:
        _refuse_too_many()
        place = (RoutingRule.objects.aggregate(last=Max("place"))["last"] or 0) + 1
        row = RoutingRule(place=place, role=Role.SUPPORT)
    else:
        row = rule_numbered(rule)
    said["name"] = tidy(said.get("name", row.name))[:80]
    _refuse_unfit(said)
    if row.pk is None:
        row.name = said["name"]
        row.save()
        remember({"made": (None, row.name)}, of=f"tickets.rule.{row.pk}", by=by)
    change(row, dict(said), of=f"tickets.rule.{row.pk}", by=by)
    return row


@transaction.atomic
def switch_rule(*, rule: int, is_on: bool, by: Actor) -> RoutingRule:
    """It decides, or is passed by. Raises BadRule."""
    row = rule_numbered(rule)
    change(row, {"is_on": is_on}, of=f"tickets.rule.{row.pk}", by=by)
    return row


@transaction.atomic
def move_rule(*, rule: int, is_up: bool, by: Actor) -> RoutingRule:
    """Change places with its neighbour; at the end nothing happens. Raises BadRule."""
    row = rule_numbered(rule)
    rows = RoutingRule.objects.select_for_update()
    other = (
        rows.filter(place__lt=row.place).order_by("-place").first()
        if is_up
        else rows.filter(place__gt=row.place).order_by("place").first()
    )
    if other is not None:
        row.place, other.place = other.place, row.place
        row.save(update_fields=["place"])
        other.save(update_fields=["place"])
        remember({"place": (other.place, row.place)}, of=f"tickets.rule.{row.pk}", by=by)
    return row


@transaction.atomic
def remove_rule(*, rule: int, by: Actor) -> None:
    """Take it away. Tickets keep the reason they were given. Raises BadRule."""
    row = rule_numbered(rule)
    remember({"removed": (row.name, None)}, of=f"tickets.rule.{row.pk}", by=by)
    row.delete()


@transaction.atomic
def set_capacity(
    *, staff: int, topics: Collection[str], languages: Collection[str], most_open: int, is_away: bool, by: Actor
) -> Capacity:  # fmt: skip
    """What one of the staff takes from now on. Raises BadRule."""
    person = Staff.objects.filter(pk=staff).first()
    if person is None or not person.may(Permission.ANSWER_TICKETS):
        raise BadRule(gettext_noop("This person cannot answer tickets. Choose somebody else."))
    if not set(topics) <= set(Topic.values) or not set(languages) <= set(Language.values):
        raise BadRule(gettext_noop("Choose topics and languages from the list."))
    if not 0 <= most_open <= MOST_OPEN:
        raise BadRule(gettext_noop("The most open tickets are 0 (no limit) to %(most)s."), most=MOST_OPEN)
    row, _made = Capacity.objects.select_for_update().get_or_create(pk=staff)
    wanted = {
        "topics": sorted(topics), "languages": sorted(languages), "most_open": most_open, "is_away": is_away,
    }  # fmt: skip
    change(row, wanted, of=f"tickets.capacity.{staff}", by=by)
    return row


def rule_numbered(rule: int) -> RoutingRule:
    """Held until the transaction ends. Raises BadRule."""
    row = RoutingRule.objects.select_for_update().filter(pk=rule).first()
    if row is None:
        raise BadRule(gettext_noop("This rule is gone. Open the list again."))
    return row


def _refuse_too_many() -> None:
    if RoutingRule.objects.count() >= MOST_RULES:
        raise BadRule(gettext_noop("There are %(most)s rules already. Change one of them."), most=MOST_RULES)


def _refuse_unfit(said: Said) -> None:
    if not said["name"]:
        raise BadRule(gettext_noop("Give the rule a name."))
    if any(said.get(name) and said.get(name) not in known for name, known in _CLOSED.items()):
        raise BadRule(gettext_noop("Choose from the list what the rule looks at."))
    if "role" in said and said["role"] not in ANSWERING:
        raise BadRule(gettext_noop("This team cannot answer tickets. Choose another."))
    staff = said.get("staff_id")
    if staff is not None:
        person = Staff.objects.filter(pk=staff).first()
        if person is None or not person.may(Permission.ANSWER_TICKETS):
            raise BadRule(gettext_noop("This person cannot answer tickets. Choose somebody else."))
