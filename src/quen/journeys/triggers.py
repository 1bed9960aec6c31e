"""What begins a journey: something that happened, a segment entered or left, a day of the customer, a forecast."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.fields import Key, Part, Percent, Text
from quen.programme.problems import Wrong

EventKind = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=40)]
Goods = Annotated[str, StringConstraints(pattern=r"^(?:|(?:product|category):[0-9]{1,18})$")]
Hour = Annotated[int, Field(ge=0, le=23)]
Ahead = Annotated[int, Field(ge=-60, le=60)]
YearDay = Annotated[
    str, StringConstraints(pattern=r"^(?:lunar-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$")
]

OWN_EVENTS = frozenset({"journey.entered", "journey.left", "journey.told", "segment.entered", "segment.left"})
"""Journeys that begin with these would feed themselves; of segments there is a trigger that names the segment."""


class Fact(Part):
    """One fact of an event, compared with a value: ``amount_minor`` at least 1000000."""

    fact: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    compare: Literal["equals", "not", "at_least", "at_most"] = "equals"
    value: bool | int | Text


class Watched(Part):
    """An event of one kind whose facts fit; `goods`: a purchase with this on it, ``product:12`` or ``category:3``."""

    event: EventKind
    where: Annotated[tuple[Fact, ...], Field(max_length=10)] = ()
    goods: Goods = ""

    @model_validator(mode="after")
    def _goods_are_bought(self) -> Self:
        if self.goods and self.event != "purchase.recorded":
            raise Wrong(gettext_noop("only a purchase has goods; the event is purchase.recorded then"))
        return self


class OnEvent(Watched):
    """It happens to her."""

    on: Literal["event"] = "event"

    @model_validator(mode="after")
    def _feeds_no_circle(self) -> Self:
        if self.event in OWN_EVENTS:
            raise Wrong(gettext_noop("a journey cannot begin with what journeys themselves tell"))
        return self


class OnSegment(Part):
    """She comes into a segment, or out of it."""

    on: Literal["segment"] = "segment"
    segment: Key
    moves: Literal["enters", "leaves"] = "enters"


class OnDate(Part):
    """A day of hers comes round. `days` after it (below zero: before), at `hour` by the shop's clock.

    birthday, birth_month (on its first day), first_purchase and member_since (every year), warranty_end, points_expire,
    or `day` of the year for everybody: ``03-08``, or ``lunar-01-01`` of the lunar calendar.
    """

    on: Literal["date"] = "date"
    date: Literal[
        "birthday", "birth_month", "first_purchase", "member_since", "warranty_end", "points_expire", "day"
    ]
    day: YearDay | None = None
    days: Ahead = 0
    hour: Hour = 9

    @model_validator(mode="after")
    def _names_its_day(self) -> Self:
        if (self.day is not None) != (self.date == "day"):
            raise Wrong(gettext_noop("a day of the year is written as 03-08, or lunar-01-01, with date: day"))
        return self


class OnForecast(Part):
    """By her own rhythm she is overdue (`percent` of her gaps were shorter), or runs out of something in `days`."""

    on: Literal["forecast"] = "forecast"
    forecast: Literal["overdue", "runs_out"]
    percent: Percent = 90
    days: Annotated[int, Field(ge=0, le=60)] = 3
    hour: Hour = 9


Trigger = Annotated[OnEvent | OnSegment | OnDate | OnForecast, Field(discriminator="on")]
