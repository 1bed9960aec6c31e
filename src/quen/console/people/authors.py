"""From ``staff:7`` to a name."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from quen.kernel.actor import ActorKind
from quen.shops.models import ApiToken, Staff


def names_of(actors: Iterable[str]) -> Mapping[str, str]:
    """Who these actors are, in the reader's language. A query for staff and one for tokens, where there are any."""
    written = set(actors)
    staff = _named(written, ActorKind.STAFF, Staff)
    tokens = _named(written, ActorKind.TOKEN, ApiToken)
    return {actor: staff.get(actor) or tokens.get(actor) or _other(actor) for actor in written}


def _named(actors: Iterable[str], kind: ActorKind, table: type[Staff | ApiToken]) -> dict[str, str]:
    numbers = {
        actor: int(number)
        for actor in actors
        for of, _colon, number in [actor.partition(":")]
        if of == kind and number.isdecimal()
    }
    if not numbers:
        return {}
    names = dict(table._default_manager.filter(pk__in=numbers.values()).values_list("pk", "name"))
    return {actor: names[number] for actor, number in numbers.items() if number in names}


def _other(actor: str) -> str:
    if actor.startswith(ActorKind.STAFF):
        return _("a former colleague")
    if actor.startswith(ActorKind.TOKEN):
        return _("another system")
    if actor.startswith(ActorKind.MEMBER):
        return _("the customer")
    if actor.startswith(ActorKind.IMPORT):
        return _("an import")
    return _("the program")
