"""The templates' own small language: ``{{ name }}``, ``{{ name|or:"bạn" }}``, ``{{ dear|capital }}``. Nothing runs.

A text is read once into pieces; written for a customer they become words, or say which facts are missing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.messages.errors import BadTemplate, MissingFacts
from quen.messages.fact_names import ALL

_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_INSIDE = re.compile(r"\s*([a-z_]+)\s*((?:\|\s*[a-z]+\s*(?::\s*\"[^\"]*\"\s*)?)*)")
_FILTER = re.compile(r"\|\s*([a-z]+)\s*(?::\s*\"([^\"]*)\")?")
_MOST_PLACES = 100


@dataclass(frozen=True)
class Place:
    """Where a fact stands. `fallback` None: without the fact the text cannot be sent."""

    fact: str
    filters: tuple[str, ...] = ()
    fallback: str | None = None


Pieces = tuple[str | Place, ...]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(text: str) -> str:
    """The letters without their marks, large and small kept: ``Đặng`` → ``Dang``."""
    return "".join(
        bare.upper() if letter.isupper() else bare
        for letter in text
        for bare in [letter if letter.isascii() else search_key(letter) or letter]
    )


FILTERS: Mapping[str, Callable[[str], str]] = {
    "capital": _capital,
    "upper": str.upper,
    "lower": str.lower,
    "plain": _plain,
}


@lru_cache(maxsize=1_024)
def read(text: str) -> Pieces:
    """The text's pieces. Raises BadTemplate, which says what stands wrong."""
    pieces: list[str | Place] = []
    end = 0
    for found in _PLACE.finditer(text):
        pieces.append(_words(text[end : found.start()]))
        pieces.append(_place(found.group(1)))
        end = found.end()
    pieces.append(_words(text[end:]))
    if sum(isinstance(piece, Place) for piece in pieces) > _MOST_PLACES:
        raise BadTemplate(gettext_noop("A text has at most %(most)s places for facts."), most=_MOST_PLACES)
    return tuple(piece for piece in pieces if piece != "")


def needs(*texts: str) -> list[str]:
    """The facts without which the texts cannot be sent, in order."""
    places = (piece for text in texts for piece in read(text) if isinstance(piece, Place))
    return list(dict.fromkeys(place.fact for place in places if place.fallback is None))


def mentions(*texts: str) -> list[str]:
    """Every fact the texts speak of, in order."""
    places = (piece for text in texts for piece in read(text) if isinstance(piece, Place))
    return list(dict.fromkeys(place.fact for place in places))


def write(pieces: Pieces, facts: Mapping[str, object], *, language: str) -> str:
    """The words for one customer. Raises MissingFacts with all that is missing."""
    missing = missing_of(pieces, facts)
    if missing:
        raise missing_facts(missing)
    return "".join(
        piece if isinstance(piece, str) else value_at(piece, facts, language=language) for piece in pieces
    )


def value_at(place: Place, facts: Mapping[str, object], *, language: str) -> str:
    """What stands at a place for one customer; facts must not be missing."""
    value = facts.get(place.fact)
    text = shown(value, language) if is_known(value) else (place.fallback or "")
    for name in place.filters:
        text = FILTERS[name](text)
    return text


def missing_of(pieces: Iterable[str | Place], facts: Mapping[str, object]) -> list[str]:
    """The facts that are not known and have nothing to stand in for them."""
    places = (piece for piece in pieces if isinstance(piece, Place) and piece.fallback is None)
    return list(dict.fromkeys(place.fact for place in places if not is_known(facts.get(place.fact))))


def missing_facts(missing: Sequence[str]) -> MissingFacts:
    """The refusal that names them."""
    return MissingFacts(
        gettext_noop("Not known of this customer: %(facts)s. Nothing was sent."), facts=", ".join(missing)
    )


def is_known(value: object) -> bool:
    """Whether there is something to say; 0 points is something."""
    return value is not None and value != ""


def shown(value: object, language: str) -> str:
    """A fact as people read it: 1.250 and 22/11/2026 in Vietnamese."""
    if isinstance(value, bool) or not isinstance(value, int | date):
        return str(value)
    if isinstance(value, int):
        text = f"{value:,}"
        return text.replace(",", ".") if language == "vi" else text
    return value.strftime("%d/%m/%Y")


def _words(text: str) -> str:
    if "{{" in text or "}}" in text:
        raise BadTemplate(
            gettext_noop("A place for a fact is not closed near “%(near)s”. Write {{ name }}."),
            near=text.strip()[:40],
        )
    return text


def _place(inside: str) -> Place:
    found = _INSIDE.fullmatch(inside)
    if found is None:
        raise BadTemplate(
            gettext_noop('“{{%(inside)s}}” is no place for a fact. Write {{ name }} or {{ name|or:"bạn" }}.'),
            inside=inside[:40],
        )
    fact, written = found.group(1), _FILTER.findall(found.group(2))
    if fact not in ALL:
        raise BadTemplate(gettext_noop("There is no fact “%(fact)s”."), fact=fact)
    fallback = next((said for name, said in written if name == "or"), None)
    filters = tuple(name for name, _said in written if name != "or")
    for name in filters:
        if name not in FILTERS:
            raise BadTemplate(gettext_noop("There is no filter “%(filter)s”."), filter=name)
    return Place(fact, filters, fallback)
