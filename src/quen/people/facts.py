"""What staff may say of a customer, and which values it may have."""

from datetime import date
from typing import TypedDict, get_type_hints

from django.core.exceptions import ValidationError

from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.errors import UnknownFact
from quen.people.models import Customer, CustomerKind, CustomerPart, Gender, IncomeBand

EARLIEST_BIRTH = date(1900, 1, 1)
MAX_INTERESTS = 50


class Facts(TypedDict, total=False):
    """The facts by field; what is left out stays as it is."""

    kind: CustomerKind
    part: CustomerPart
    name: str
    gender: Gender | str
    birth_date: date | None
    language: str
    income_band: IncomeBand | str
    area: str
    address: str
    interests: list[str]
    source: str
    is_internal: bool


FIELDS = tuple(get_type_hints(Facts))


def checked(facts: Facts, *, today: date) -> dict[str, object]:
    """The facts as they are kept: names and places with single spaces, interests once each. Raises UnknownFact."""
    kept: dict[str, object] = {}
    for field, value in facts.items():
        if field not in FIELDS:
            raise UnknownFact(gettext_noop("There is no fact %(field)s of a customer."), field=field)
        if isinstance(value, str):
            value = tidy(value)
        elif isinstance(value, list):
            value = list(dict.fromkeys(tidy(interest) for interest in value if interest.strip()))
        kept[field] = value
    _refuse_impossible_birth(kept.get("birth_date"), today)
    _refuse_what_does_not_fit(kept)
    return kept


def written(value: object) -> object:
    """A fact's value as an event keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _refuse_impossible_birth(birth_date: object, today: date) -> None:
    if isinstance(birth_date, date) and not EARLIEST_BIRTH <= birth_date <= today:
        raise UnknownFact(
            gettext_noop("A birth date lies between 1900 and today. Check the year."), field="birth_date"
        )


def _refuse_what_does_not_fit(facts: dict[str, object]) -> None:
    probe = Customer(**facts)
    untouched = {field.name for field in Customer._meta.fields} - set(facts)
    try:
        probe.clean_fields(exclude=untouched)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise UnknownFact(
            gettext_noop("%(field)s cannot be kept like this: %(why)s"), field=field, why=" ".join(messages)
        ) from error
    interests = facts.get("interests")
    if isinstance(interests, list) and len(interests) > MAX_INTERESTS:
        raise UnknownFact(gettext_noop("Keep at most %(most)s interests."), most=MAX_INTERESTS)
