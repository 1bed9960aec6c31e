"""When a rule applies. Every condition that is written must hold; what is not written does not matter."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.fields import (
    MOST_ENTRIES,
    Clock,
    Count,
    Days,
    Key,
    Keys,
    Part,
    SomeMinor,
    Texts,
    Weekday,
)
from quen.programme.problems import Wrong


class Scope(Part):
    """Lines of a receipt: of one of these products, or of one of these categories."""

    products: Texts = ()
    categories: Texts = ()

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not self.products and not self.categories:
            raise Wrong(gettext_noop("name at least one product or category"))
        return self


class Hours(Part):
    """A part of the day, the end not included; over midnight where the end is before the start."""

    start: Clock
    end: Clock


class DateWindow(Part):
    """Days of the calendar, both included; an open side has no limit."""

    first: date | None = None
    last: date | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.first and self.last and self.first > self.last:
            raise Wrong(gettext_noop("the last day is before the first"))
        return self


class Holiday(Part):
    """A day that comes every year, by the solar or by the lunar calendar, with days around it."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    calendar: Literal["solar", "lunar"] = "solar"
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    days_before: Annotated[int, Field(ge=0, le=60)] = 0
    days_after: Annotated[int, Field(ge=0, le=60)] = 0

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.calendar == "lunar" and self.day > 30:
            raise Wrong(gettext_noop("a lunar month has at most 30 days"))
        if self.calendar == "solar":
            date(2024, self.month, self.day)  # a leap year: 29 February exists
        return self


class BirthdayWindow(Part):
    """Days around the member's birthday."""

    days_before: Days = 0
    days_after: Days = 0


class NthPurchase(Part):
    """A certain visit, or every so many. Receipts of one day are one visit."""

    number: Count | None = None
    every: Count | None = None

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if (self.number is None) == (self.every is None):
            raise Wrong(gettext_noop("say either number or every"))
        return self


class When(Part):
    """All conditions of a rule.

    `products` and `categories` say which lines the rule is about: at least one such line must be there,
    `minimum_minor` is measured on those lines alone, and so is what a rule multiplies or gives per unit.
    """

    stores: Texts = ()
    channels: Texts = ()
    products: Texts = ()
    categories: Texts = ()
    weekdays: tuple[Weekday, ...] = ()
    hours: Annotated[tuple[Hours, ...], Field(max_length=24)] = ()
    dates: DateWindow | None = None
    holidays: Annotated[tuple[Holiday, ...], Field(max_length=100)] = ()
    segments: Texts = ()
    tiers: Keys = ()
    first_purchase: Literal[True] | None = None
    nth_purchase: NthPurchase | None = None
    minimum_minor: SomeMinor | None = None
    birthday: BirthdayWindow | None = None
    payment_methods: Texts = ()
    bought_together: Annotated[tuple[Scope, ...], Field(max_length=MOST_ENTRIES)] = ()
    voucher_used: Key | None = None
