"""The facts of one line, ready to be put into a sentence, and how its customer is addressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language

from quen.kernel.money import written
from quen.people.models import Gender

_ADDRESSED = {"anh", "chị", "cô", "chú", "bác", "ông", "bà", "em", "dì", "cậu"}
_BY_GENDER = {Gender.MALE.value: "anh", Gender.FEMALE.value: "chị"}
_NOBODY = {"vi": "anh/chị"}


@dataclass(frozen=True)
class Told:
    """Facts by name as `Kind.who` gave them. `customer` is how she is called, `shop` who speaks."""

    facts: Mapping[str, Any]
    currency: str
    shop: str = ""
    name: str = ""
    gender: str = ""
    is_company: bool = False

    def money(self, fact: str) -> str:
        """An amount of the facts, in round figures, as one says it."""
        return written(about(int(self.facts[fact])), self.currency, _language()).replace(
            " ", "\N{NO-BREAK SPACE}"
        )

    def number(self, fact: str) -> str:
        """A whole number of the facts."""
        return number_format(int(self.facts[fact]), decimal_pos=0, force_grouping=True)

    def day(self, fact: str) -> str:
        """A day of the facts."""
        return f"{date.fromisoformat(str(self.facts[fact])):%d/%m/%Y}"

    def text(self, fact: str) -> str:
        """A word of the facts; empty where it is not there."""
        return str(self.facts.get(fact) or "")

    @property
    def dear(self) -> str:
        """How she is called: “chị Lan” where it is known that she is a woman, by name alone where it is not; a company
        by its whole name."""
        if self.is_company and self.name:
            return self.name
        return addressed(self.name, self.gender, _language())


def about(amount_minor: int) -> int:
    """An amount in round figures, as one says it: three digits of it, 153.907 → 154.000."""
    return round(amount_minor, 3 - len(str(abs(amount_minor))))


def addressed(name: str, gender: str, language: str) -> str:
    """Vietnamese calls people by the last word of the name, after “anh” or “chị”; a name that begins with such a word
    ("Cô Tư") is used as it is. Other languages use the name as written. Without a name: empty, or “anh/chị”."""
    words = name.split()
    if not words:
        return _NOBODY.get(language, "")
    if language != "vi":
        return name
    if words[0].lower() in _ADDRESSED:
        return " ".join([words[0].lower(), *words[1:]])
    form = _BY_GENDER.get(gender)
    return f"{form} {words[-1]}" if form else words[-1]


def _language() -> str:
    return (get_language() or "vi").partition("-")[0]
