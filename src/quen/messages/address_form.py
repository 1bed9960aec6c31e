"""How a text speaks to a customer: anh, chị, cô, chú, em or bạn, by gender, by age, and by how old the shop's voice is.

Vietnamese has no neutral "you": the word says how two people stand to each other. What the customer wished goes first;
where her gender is not known, *bạn* offends nobody; where her age is not known, she is spoken to as a grown-up.
"""

from dataclasses import dataclass
from datetime import date

from quen.messages.models import Title
from quen.messages.settings_models import Tone
from quen.people.models import CustomerKind, Gender

COMPANY = "Quý công ty"
_GROWN_FROM = {Tone.YOUNG: 25, Tone.GROWN: 18}
_OLDER_FROM = {Tone.YOUNG: 45, Tone.GROWN: 55}


@dataclass(frozen=True)
class Known:
    """What is known of one customer that decides how she is addressed."""

    name: str = ""
    kind: str = CustomerKind.PERSON
    gender: str = ""
    birth_date: date | None = None
    wished: str = ""


def title_of(known: Known, *, tone: Tone, today: date) -> str:
    """The word for "you" in a Vietnamese text."""
    if known.kind == CustomerKind.COMPANY:
        return COMPANY
    if known.wished:
        return known.wished
    if tone == Tone.FRIENDLY:
        return Title.BAN.value
    age = _age(known.birth_date, today)
    if age is not None and age < _GROWN_FROM[tone]:
        return Title.EM.value
    if known.gender not in (Gender.FEMALE, Gender.MALE):
        return Title.BAN.value
    is_older = age is not None and age >= _OLDER_FROM[tone]
    if known.gender == Gender.FEMALE:
        return (Title.CO if is_older else Title.CHI).value
    return (Title.CHU if is_older else Title.ANH).value


def given_name(known: Known) -> str:
    """The last word of a person's name, as Vietnamese given names stand last; a company's whole name."""
    words = known.name.split()
    if known.kind == CustomerKind.COMPANY:
        return known.name
    return words[-1] if words else ""


def dear(known: Known, *, title: str, language: str) -> str:
    """Title and given name; without a name the title alone; in English the name alone, or nothing."""
    name = given_name(known)
    return name if language != "vi" else f"{title} {name}".strip()


def _age(birth_date: date | None, today: date) -> int | None:
    if birth_date is None:
        return None
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday)
