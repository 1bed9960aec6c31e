"""How a customer was heard and answered, as sentences; what was said stays in the ticket, read by few."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.tickets.choices import CameBy, TicketKind, Topic, Verdict


def _opened(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("%(kind)s #%(ticket)s: %(topic)s") % {
        "kind": _label(TicketKind, facts.get("ticket_kind")), "ticket": event.subject,
        "topic": _label(Topic, facts.get("topic")),
    }  # fmt: skip
    return Said("heart-handshake", words + names.at_store(event), _label(CameBy, facts.get("channel")))


def _replied(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("message", _("Said more on ticket #%(ticket)s") % {"ticket": event.subject})


def _answered(facts: dict[str, Any], event: Event, _names: Names) -> Said:
    late = "" if facts.get("is_in_time", True) else _("Later than promised")
    return Said("send", _("Was answered on ticket #%(ticket)s") % {"ticket": event.subject}, late)


def _assigned(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("user-check", _("Ticket #%(ticket)s has a new owner") % {"ticket": event.subject})


def _escalated(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("alert-triangle", _("Ticket #%(ticket)s was about to be late") % {"ticket": event.subject})


def _solved(facts: dict[str, Any], event: Event, _names: Names) -> Said:
    late = "" if facts.get("is_in_time", True) else _("Later than promised")
    return Said("circle-check", _("Ticket #%(ticket)s was settled") % {"ticket": event.subject}, late)


def _reopened(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("arrow-back-up", _("Ticket #%(ticket)s is open again") % {"ticket": event.subject})


def _closed(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("check", _("Ticket #%(ticket)s was closed") % {"ticket": event.subject})


def _rated(facts: dict[str, Any], event: Event, _names: Names) -> Said:
    words = _("Ticket #%(ticket)s was rated: %(score)s of 5") % {
        "ticket": event.subject,
        "score": facts.get("score"),
    }
    return Said("star", words, _label(Verdict, facts.get("verdict")))


def _snoozed(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("clock", _("Ticket #%(ticket)s was put aside for a while") % {"ticket": event.subject})


def _merged(facts: dict[str, Any], event: Event, _names: Names) -> Said:
    words = _("Ticket #%(ticket)s counts as ticket #%(into)s")
    return Said("link", words % {"ticket": event.subject, "into": facts.get("into")})


def _unmerged(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("link", _("Ticket #%(ticket)s stands alone again") % {"ticket": event.subject})


def _recovery(template: str) -> Teller:
    def told(facts: dict[str, Any], event: Event, _names: Names) -> Said:
        points = facts.get("points")
        what = _("%(points)s points") % {"points": points} if points else str(facts.get("voucher") or "")
        return Said("gift", _(template) % {"ticket": event.subject}, what)

    return told


def _label(choices: Any, value: object) -> str:
    return str(choices(value).label) if value in choices.values else str(value or "")


TICKETS: dict[str, Teller] = {
    "ticket.opened": _opened,
    "ticket.replied": _replied,
    "ticket.answered": _answered,
    "ticket.assigned": _assigned,
    "ticket.escalated": _escalated,
    "ticket.solved": _solved,
    "ticket.reopened": _reopened,
    "ticket.closed": _closed,
    "ticket.rated": _rated,
    "ticket.recovery_asked": _recovery(gettext_noop("To make good ticket #%(ticket)s, a manager was asked")),
    "ticket.recovery_given": _recovery(gettext_noop("Got something to make good ticket #%(ticket)s")),
    "ticket.recovery_refused": _recovery(gettext_noop("To make good ticket #%(ticket)s, a manager said no")),
    "ticket.snoozed": _snoozed,
    "ticket.merged": _merged,
    "ticket.unmerged": _unmerged,
}
