"""How a customer comes into segments and leaves them, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event


def _entered(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("users-group", _("Came into the segment %(name)s") % {"name": _(str(facts.get("name", "")))})


def _left(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("minus", _("Left the segment %(name)s") % {"name": _(str(facts.get("name", "")))})


SEGMENTS: dict[str, Teller] = {"segment.entered": _entered, "segment.left": _left}
