"""Reasons in the reader's language: money, days and names inside a sentence are put into words last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from quen.kernel.money import written
from quen.kernel.sentences import Sentence, gettext_noop

Translate = Callable[[str], str]

WEEKDAY_NAMES = {
    "mon": gettext_noop("Monday"),
    "tue": gettext_noop("Tuesday"),
    "wed": gettext_noop("Wednesday"),
    "thu": gettext_noop("Thursday"),
    "fri": gettext_noop("Friday"),
    "sat": gettext_noop("Saturday"),
    "sun": gettext_noop("Sunday"),
}
_OF_NO_CURRENCY = " XXX"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money inside a sentence."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return written(self.minor, self.currency, "en").removesuffix(_OF_NO_CURRENCY)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment inside a sentence, with the clock it is to be read by."""

    at: datetime

    def __str__(self) -> str:
        return f"{self.at:%H:%M}, {self.at.day} {self.at:%b %Y}"


@dataclass(frozen=True, slots=True)
class Listed:
    """Several names inside a sentence, as somebody gave them."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.names)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week inside a sentence, by their keys (``mon``)."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.keys)


@dataclass(frozen=True, slots=True)
class SegmentKeys:
    """Segments inside a sentence, by key: a programme does not know what they are called (`with_names`)."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.keys)


def with_names(sentence: Sentence, segment_names: Mapping[str, str]) -> Sentence:
    """The sentence with its segments by name; one whose name is not there stands by its key."""
    facts = {
        name: Listed(tuple(segment_names.get(key, key) for key in fact.keys))
        if isinstance(fact, SegmentKeys)
        else fact
        for name, fact in sentence.facts.items()
    }
    return Sentence(sentence.template, facts)


def names_segments(sentence: Sentence) -> bool:
    """Whether a segment is spoken of by its key."""
    return any(isinstance(fact, SegmentKeys) for fact in sentence.facts.values())


def say(sentence: Sentence, translate: Translate = str, language: str = "en") -> str:
    """The sentence in the language of `translate`, with its money, days and numbers as that language writes them."""
    facts = {name: _fact(fact, translate, language) for name, fact in sentence.facts.items()}
    return Sentence(sentence.template, facts).render(translate)


def _fact(fact: object, translate: Translate, language: str) -> str:
    if isinstance(fact, Amount):
        return written(fact.minor, fact.currency, language).removesuffix(_OF_NO_CURRENCY)
    if isinstance(fact, Moment):
        return f"{fact.at:%H:%M %d/%m/%Y}" if language == "vi" else str(fact)
    if isinstance(fact, date):
        return f"{fact:%d/%m/%Y}" if language == "vi" else f"{fact.day} {fact:%b %Y}"
    if isinstance(fact, Sentence):
        return say(fact, translate, language)
    if isinstance(fact, Weekdays):
        return ", ".join(translate(WEEKDAY_NAMES[key]) for key in fact.keys)
    if isinstance(fact, Decimal):
        text = f"{fact:f}"
        return text.replace(".", ",") if language == "vi" else text
    if isinstance(fact, int):
        text = f"{fact:,}"
        return text.replace(",", ".") if language == "vi" else text
    return str(fact)
