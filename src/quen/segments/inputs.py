"""What a condition can be told: each input reads and writes JSON, refuses what cannot be, and says how to ask for it.

A surface draws an input by its class; a condition lists its inputs as the metadata of its fields. So one condition is
one declaration, for the rule, the form and the API alike.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from quen.kernel.sentences import gettext_noop
from quen.segments.errors import BadRule

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Choices = Sequence[tuple[str, _StrOrPromise]]

MOST_MINOR = 10**15
MOST_DAYS = 3_660
MOST_CHOSEN = 100
LONGEST_TEXT = 200


@dataclass(frozen=True, kw_only=True)
class Input:
    """One thing a condition is told. `label` is an English source string."""

    label: str

    def read(self, value: Any) -> Any:
        """The value of JSON as the condition keeps it. Raises BadRule."""
        raise NotImplementedError

    def written(self, value: Any) -> Any:
        """The value as JSON."""
        return value

    def _refuse(self) -> BadRule:
        return BadRule(gettext_noop("%(field)s: choose what the condition asks for."), field=self.label)


@dataclass(frozen=True, kw_only=True)
class OneOf(Input):
    """One of a closed list, or of what the shop has (`offered`); what is offered may be gone tomorrow."""

    choices: "Choices" = ()
    offered: "Callable[[], Choices] | None" = None

    def read(self, value: Any) -> str:
        known = {key for key, _ in self.choices}
        if (
            not isinstance(value, str)
            or not value
            or len(value) > LONGEST_TEXT
            or (known and value not in known)
        ):
            raise self._refuse()
        return value


@dataclass(frozen=True, kw_only=True)
class AnyOf(Input):
    """Some of a closed list, or of what the shop has; at least one."""

    choices: "Choices" = ()
    offered: "Callable[[], Choices] | None" = None

    def read(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or not 0 < len(value) <= MOST_CHOSEN:
            raise self._refuse()
        one = OneOf(label=self.label, choices=self.choices)
        return tuple(dict.fromkeys(one.read(each) for each in value))

    def written(self, value: Any) -> Any:
        return list(value)


@dataclass(frozen=True, kw_only=True)
class Words(Input):
    """A text typed freely; `offered` suggests what the shop knows, and `says` puts a suggestion into words."""

    offered: Callable[[], Iterable[str]] | None = None
    says: Callable[[str], str] = str

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            raise self._refuse()
        return value.strip()


@dataclass(frozen=True, kw_only=True)
class Whole(Input):
    """A whole number; `is_money` where it is an amount in minor units."""

    least: int = 0
    most: int = 1_000_000_000
    is_money: bool = False

    def read(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise BadRule(
                gettext_noop("%(field)s: write a whole number from %(least)s to %(most)s."),
                field=self.label, least=self.least, most=self.most,
            )  # fmt: skip
        return value


class Span(StrEnum):
    EVER = "ever"
    LAST = "last"
    BETWEEN = "between"


@dataclass(frozen=True)
class Window:
    """When: ever, in the last so many days (today counts), or from one day to another, both included."""

    span: Span = Span.EVER
    days: int | None = None
    first: date | None = None
    last: date | None = None


EVER = Window()


@dataclass(frozen=True, kw_only=True)
class When(Input):
    """A window of time."""

    def read(self, value: Any) -> Window:
        if not isinstance(value, dict) or set(value) - {"span", "days", "first", "last"}:
            raise self._refuse()
        try:
            span = Span(value.get("span", "ever"))
            first, last = _day(value.get("first")), _day(value.get("last"))
        except (TypeError, ValueError) as error:
            raise self._refuse() from error
        if span is Span.LAST:
            days = Whole(label=gettext_noop("How many days"), least=1, most=MOST_DAYS).read(value.get("days"))
            return Window(span, days=days)
        if span is Span.EVER:
            return EVER
        if first is None or last is None or first > last:
            raise BadRule(gettext_noop("%(field)s: the first day comes before the last."), field=self.label)
        return Window(span, first=first, last=last)

    def written(self, value: Any) -> Any:
        found: dict[str, Any] = {"span": value.span.value}
        if value.days is not None:
            found["days"] = value.days
        if value.first is not None:
            found |= {"first": value.first.isoformat(), "last": value.last.isoformat()}
        return found


class ThingKind(StrEnum):
    """What a purchase can be of, or be made at."""

    PRODUCT = "product"
    CATEGORY = "category"
    STORE = "store"
    CHANNEL = "channel"


ANYTHING = ""
GOODS = (ThingKind.PRODUCT, ThingKind.CATEGORY)
PLACES = (ThingKind.STORE, ThingKind.CHANNEL)


@dataclass(frozen=True, kw_only=True)
class Thing(Input):
    """What was bought or where: ``product:12``, ``category:3``, ``store:1``, ``channel:Zalo``, or "" for anything."""

    kinds: tuple[ThingKind, ...] = GOODS + PLACES

    def read(self, value: Any) -> str:
        if value == ANYTHING:
            return ANYTHING
        kind, colon, name = value.partition(":") if isinstance(value, str) else ("", "", "")
        if kind not in self.kinds or not colon or not name or len(name) > LONGEST_TEXT:
            raise self._refuse()
        if kind != ThingKind.CHANNEL and not (name.isdecimal() and len(name) < 19):
            raise self._refuse()
        return str(value)


def told(by: Input, **default: Any) -> Any:
    """A field of a condition that is told by this input."""
    return field(metadata={"input": by}, **default)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
