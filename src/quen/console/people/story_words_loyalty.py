"""What happens to a membership and its tier, as sentences."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.enrolment.models import Way
from quen.events.models import Event


def _enrolled(facts: dict[str, Any], event: Event, names: Names) -> Said:
    way = str(facts.get("way") or "")
    detail = str(Way(way).label) if way in Way.values else ""
    return Said("user-check", _("Became a member") + names.at_store(event), detail)


def _left(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("user-off", _("Left the programme"))


def _tier_moved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    tier = facts.get("name") or facts.get("after")
    return Said("star", _("Tier from now on: %(tier)s") % {"tier": tier})


def _tier_warned(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Was told that the tier %(tier)s ends on %(day)s unless she reaches it again")
    day = parse_date(str(facts.get("due_on") or ""))
    told = {"tier": facts.get("name"), "day": date_format(day, "SHORT_DATE_FORMAT") if day else ""}
    return Said("alert-triangle", words % told)


LOYALTY: dict[str, Teller] = {
    "member.enrolled": _enrolled,
    "member.left": _left,
    "tier.moved": _tier_moved,
    "tier.warned": _tier_warned,
}
