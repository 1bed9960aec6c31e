"""The kinds of values a programme is written with, each with its limits."""

from datetime import time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

from quen.kernel.sentences import gettext_noop
from quen.programme.problems import Wrong

MOST_MINOR = 10**15
MOST_POINTS = 10**9
MOST_ENTRIES = 1_000
FACTOR_SCALE = 10_000
"""Factors have at most four decimals, so that ten-thousandths are whole."""


class Part(BaseModel):
    """A part of a programme: frozen, strictly typed, and without room for a key nobody knows."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def _exact(value: object) -> object:
    """A number as it was written: ``1.1`` is eleven tenths, not the binary fraction next to it."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _minutes(written: object) -> time:
    if isinstance(written, time):
        return written
    if written == "24:00":
        return time.max
    hours, colon, minutes = str(written).partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        raise Wrong(gettext_noop("write the hour as 07:30"))
    return time(int(hours), int(minutes))


def clock_text(value: time) -> str:
    """``07:30``; the end of the day is ``24:00``."""
    return "24:00" if value == time.max else f"{value:%H:%M}"


Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Minor = Annotated[int, Field(ge=0, le=MOST_MINOR)]
SomeMinor = Annotated[int, Field(ge=1, le=MOST_MINOR)]
Points = Annotated[int, Field(ge=0, le=MOST_POINTS)]
SomePoints = Annotated[int, Field(ge=1, le=MOST_POINTS)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Days = Annotated[int, Field(ge=0, le=3_660)]
Months = Annotated[int, Field(ge=1, le=120)]
Percent = Annotated[int, Field(ge=1, le=100)]
Factor = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=1, le=1_000, decimal_places=4),
    PlainSerializer(_plain, return_type=int | float),
]
Clock = Annotated[time, BeforeValidator(_minutes), PlainSerializer(clock_text, return_type=str)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Texts = Annotated[tuple[Text, ...], Field(max_length=MOST_ENTRIES)]
Keys = Annotated[tuple[Key, ...], Field(max_length=MOST_ENTRIES)]
