"""What happens to points and tiers, as sentences."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event


def _earned(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Earned %(points)s points") % {"points": facts.get("points")} + names.at_store(event)
    ends = parse_datetime(str(facts.get("expires_at") or ""))
    until = date_format(localtime(ends), "SHORT_DATE_FORMAT") if ends else ""
    detail = [str(facts.get("reason") or ""), _("until %(day)s") % {"day": until} if until else ""]
    return Said("coin", words, " · ".join(filter(None, detail)))


def _redeemed(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Spent %(points)s points") % {"points": facts.get("points")} + names.at_store(event)
    return Said("gift", words, str(facts.get("reason") or ""))


def _reserved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("%(points)s points were held for a redemption") % {"points": facts.get("points")}
    return Said("lock", words, str(facts.get("reason") or ""))


def _released(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    timed_out = _("the time ran out") if facts.get("is_timed_out") else ""
    return Said(
        "lock-open", _("%(points)s held points were freed") % {"points": facts.get("points")}, timed_out
    )


def _repaid(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("coin", _("%(points)s owed points were made good") % {"points": facts.get("points")})


POINTS: dict[str, Teller] = {
    "points.earned": _earned,
    "points.redeemed": _redeemed,
    "points.reserved": _reserved,
    "points.released": _released,
    "points.repaid": _repaid,
}
