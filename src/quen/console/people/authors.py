"""From ``staff:7`` to a name."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from quen.kernel.actor import ActorKind
from quen.shops.models import Staff


def names_of(actors: Iterable[str]) -> Mapping[str, str]:
    """Who these actors are, in the reader's language. One query, none where no staff are among them."""
    written = set(actors)
    numbers = {actor: int(number) for actor in written if (number := _staff_number(actor))}
    staff = dict(Staff.objects.filter(pk__in=numbers.values()).values_list("pk", "name")) if numbers else {}
    return {
        actor: staff.get(numbers[actor], _("a former colleague")) if actor in numbers else _other(actor)
        for actor in written
    }


def _staff_number(actor: str) -> str:
    kind, _colon, number = actor.partition(":")
    return number if kind == ActorKind.STAFF and number.isdecimal() else ""


def _other(actor: str) -> str:
    if actor.startswith(ActorKind.IMPORT):
        return _("an import")
    return _("the program")
