"""Why a ticket went to whom, in the reader's language: "Hoa, because: complaint, Quận 1, fewest open (2)"."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from quen.kernel.money import written
from quen.shops.models import Staff, Store
from quen.shops.reads import current_business
from quen.shops.roles import Role
from quen.tickets.choices import CameBy, TicketKind, Topic
from quen.tickets.models import Ticket
from quen.tickets.routing_models import Hours, Language

Reason = list[str | int]


def explained(ticket: Ticket, language: str) -> dict[str, str] | None:
    """`to` whom and `because` of what; None for a ticket that no rule moved. Three queries at most."""
    kept = ticket.routed
    if not kept:
        return None
    person = Staff.objects.filter(pk=kept["staff"]).first() if kept["staff"] else None
    return {
        "rule": str(kept["name"]) if kept["rule"] else _("a low score is always somebody's"),
        "to": str(person or Role(ticket.role).label),
        "because": ", ".join(reasons(kept["because"], language)),
    }


def reasons(because: Iterable[Reason | tuple[str, str | int]], language: str) -> list[str]:
    """Each reason in words."""
    return [_said(str(what), value, language) for what, value in because]


def _said(what: str, value: str | int, language: str) -> str:
    if what == "store":
        return str(Store.objects.filter(pk=value).first() or "–")
    if what == "spent":
        business = current_business()
        sum_said = written(int(value), business.currency if business else "VND", language)
        return _("bought for at least %(sum)s in a year") % {"sum": sum_said}
    if what == "fewest":
        return _("fewest open (%(many)s)") % {"many": value}
    if what == "tier":
        return _("tier %(tier)s") % {"tier": value}
    return _FIXED[what](str(value))


def _label(
    kinds: type[TicketKind] | type[Topic] | type[CameBy] | type[Hours] | type[Language], value: str
) -> str:
    return str(kinds(value).label).lower() if value in kinds.values else value


_FIXED: dict[str, Callable[[str], str]] = {
    "kind": lambda value: _label(TicketKind, value),
    "topic": lambda value: _label(Topic, value),
    "came_by": lambda value: _label(CameBy, value),
    "language": lambda value: str(Language(value).label) if value in Language.values else value,
    "hours": lambda value: _label(Hours, value),
    "skill": lambda _value: _("knows the topic and the language"),
    "named": lambda _value: _("named in the rule"),
    "nobody": lambda _value: _("nobody is free, so it waits for the team"),
}
