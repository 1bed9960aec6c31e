"""A programme in words for a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quen.console.programme.fields import Values
from quen.kernel.sentences import Sentence
from quen.programme import Programme, from_values
from quen.programme.describe import Description, describe
from quen.programme.describe_rules import Told
from quen.programme.words import say, with_names
from quen.segments.names import segment_names

PLACES = {
    "vouchers": _("Vouchers"),
    "punch_cards": _("Punch cards"),
    "price_steps": _("Falling prices"),
    "complementary_offers": _("Offers for what goes with it"),
    "refill_prices": _("Refill prices"),
}

PART_NAMES = PLACES | {
    "name": _("Name"),
    "points_name": _("Name of a point"),
    "effective_from": _("First day"),
    "effective_until": _("Last day"),
    "point_value_minor": _("Worth of a point"),
    "welcome": _("Welcome"),
    "base": _("Points for money"),
    "amounts": _("Which amounts count"),
    "pending_days": _("Days until points can be spent"),
    "expiry": _("Expiry"),
    "caps": _("Limits"),
    "tiers": _("Tiers"),
    "rules": _("Rules"),
    "groups": _("Groups of rules"),
    "back_test": _("Assumptions of the back-test"),
    "currency": _("Currency"),
    "key": _("Key"),
}
"""What the top of a programme's values is called."""


NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Part:
    """A named part in the reader's language."""

    place: str
    key: str
    name: str
    gives: str
    when: str
    limits: str


@dataclass(frozen=True)
class Page:
    """The whole programme in the reader's language."""

    earning: list[str]
    counting: list[str]
    spending: list[str]
    climbing: list[str]
    tiers: list[Part]
    rules: list[Part]
    groups: list[Part]
    gifts: list[Part]


def said(sentence: Sentence) -> str:
    """One sentence in the reader's language."""
    return say(sentence, gettext, (get_language() or "vi").partition("-")[0])


def told(programme: Programme, names: Mapping[str, str] | None = None) -> Page:
    """Everything, in the order of the page; `names` of segments are read where they are not given. One query then."""
    names = _names(programme) if names is None else names
    words = describe(programme)
    places = {part.key: place for place in PLACES for part in getattr(programme, place)}
    return Page(
        earning=[said(each) for each in words.earning],
        counting=[said(each) for each in words.counting],
        spending=[said(each) for each in words.spending],
        climbing=[said(each) for each in words.climbing],
        tiers=[_part("tiers", part) for part in words.tiers],
        rules=[_part("rules", part, names) for part in words.rules],
        groups=[_part("groups", part) for part in words.groups],
        gifts=[_part(places[part.key], part) for part in words.gifts],
    )


def lines(page: Page) -> list[str]:
    """The page as single sentences, to be held against those of another version."""
    parts = (*page.tiers, *page.rules, *page.groups, *page.gifts)
    return [*page.earning, *page.counting, *page.spending, *page.climbing, *map(_line, parts)]


def told_part(values: Values, place: str, key: str) -> list[str]:
    """The sentences about one part, for the words beside its form. Raises BadProgramme."""
    programme = from_values(values)
    words = describe(programme)
    if place == "basics":
        return [said(each) for each in (*words.earning, *words.counting, *words.spending)]
    if place == "tiers":
        return [
            *(_line(_part("tiers", part)) for part in words.tiers),
            *(said(each) for each in words.climbing),
        ]
    return [_line(_part(place, part, _names(programme))) for part in _among(words, place) if part.key == key]


def _among(words: Description, place: str) -> tuple[Told, ...]:
    return {"rules": words.rules, "groups": words.groups}.get(place, words.gifts)


def _names(programme: Programme) -> Mapping[str, str]:
    """What segments are called, where a rule asks for any."""
    return segment_names() if any(rule.when.segments for rule in programme.rules) else {}


def _part(place: str, part: Told, names: Mapping[str, str] = NO_NAMES) -> Part:
    return Part(
        place=place,
        key=part.key,
        name=part.name,
        gives=said(part.gives),
        when=", ".join(said(with_names(each, names)).rstrip(".") for each in part.when),
        limits=", ".join(said(each) for each in part.limits),
    )


def _line(part: Part) -> str:
    inside = " · ".join(words for words in (part.gives, part.when, part.limits) if words)
    return f"{part.name}: {inside}"
