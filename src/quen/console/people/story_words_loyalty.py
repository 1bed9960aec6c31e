"""What happens to a membership and its tier, as sentences."""

from typing import Any

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


LOYALTY: dict[str, Teller] = {
    "member.enrolled": _enrolled,
    "member.left": _left,
    "tier.moved": _tier_moved,
}
