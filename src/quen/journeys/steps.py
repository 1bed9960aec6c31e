"""The steps of a journey, as data."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from quen.journeys.triggers import Watched
from quen.kernel.sentences import gettext_noop
from quen.programme.fields import Clock, Key, Name, Part, SomePoints, Text, Weekday
from quen.programme.problems import Wrong
from quen.segments.conditions.registry import KNOWN
from quen.segments.errors import BadRule
from quen.segments.rules import from_json

Sending = Literal["email", "sms", "in_app", "call"]
"""Channels for texts written in a journey; Zalo sends approved templates only, which Outreach keeps."""
Days = Annotated[int, Field(ge=0, le=366)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


def _checked(rule: dict[str, Any]) -> dict[str, Any]:
    try:
        from_json(rule, KNOWN)
    except BadRule as refused:
        raise Wrong(refused.sentence.template, **refused.sentence.facts) from refused
    return rule


Rule = Annotated[dict[str, Any], AfterValidator(_checked)]
"""A rule as segments keep it, asked of one customer."""


class Wait(Part):
    """Let so much time pass; where `at` is said, until that hour of the day then reached, or the next."""

    do: Literal["wait"] = "wait"
    days: Days = 0
    hours: Annotated[int, Field(ge=0, le=23)] = 0
    minutes: Annotated[int, Field(ge=0, le=59)] = 0
    at: Clock | None = None
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ()

    @model_validator(mode="after")
    def _waits(self) -> Self:
        if not (self.days or self.hours or self.minutes or self.at or self.weekdays):
            raise Wrong(gettext_noop("say how long to wait"))
        return self


class Until(Part):
    """Wait until something happens to her, but at most so many days."""

    do: Literal["until"] = "until"
    happens: Watched
    most_days: Annotated[int, Field(ge=1, le=366)]


class Condition(Part):
    """One of two ways: does the rule hold her now, or did it happen since she entered?"""

    do: Literal["condition"] = "condition"
    rule: Rule | None = None
    happened: Watched | None = None
    yes: Annotated[tuple[Step, ...], Field(max_length=40)] = ()
    no: Annotated[tuple[Step, ...], Field(max_length=40)] = ()

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if (self.rule is None) == (self.happened is None):
            raise Wrong(gettext_noop("a condition has a rule, or something that happened"))
        return self


class Way(Part):
    """One of several ways, for so many percent of the customers."""

    percent: Annotated[int, Field(ge=1, le=99)]
    name: Annotated[str, StringConstraints(max_length=60)] = ""
    steps: Annotated[tuple[Step, ...], Field(max_length=40)] = ()


class Split(Part):
    """By chance, and the same for a customer every time."""

    do: Literal["split"] = "split"
    ways: Annotated[tuple[Way, ...], Field(min_length=2, max_length=5)]

    @model_validator(mode="after")
    def _takes_everybody(self) -> Self:
        if sum(way.percent for way in self.ways) != 100:
            raise Wrong(gettext_noop("the ways together take 100 percent"))
        return self


class Words(Part):
    """What is said on one channel, in one language."""

    channel: Sending
    language: Literal["vi", "en"] = "vi"
    subject: Annotated[str, StringConstraints(max_length=200)] = ""
    body: Body


class Send(Part):
    """A message: the first of its channels that may reach her, in her language.

    Written here (`texts`), or templates named as Outreach has them. `valid_days`: not sent later than that.
    `words`: what ``{{ words }}`` stands for.
    """

    do: Literal["message"] = "message"
    texts: Annotated[tuple[Words, ...], Field(max_length=10)] = ()
    templates: Annotated[tuple[Name, ...], Field(max_length=10)] = ()
    valid_days: Annotated[int, Field(ge=1, le=60)] = 3
    words: Literal["", "next_product"] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.texts) == bool(self.templates):
            raise Wrong(gettext_noop("a message has texts, or names templates"))
        return self


class Offer(Part):
    """A voucher of a kind, or points."""

    do: Literal["offer"] = "offer"
    voucher: Key | None = None
    points: SomePoints | None = None

    @model_validator(mode="after")
    def _gives_one_thing(self) -> Self:
        if (self.voucher is None) == (self.points is None):
            raise Wrong(gettext_noop("an offer is a voucher, or points"))
        return self


class TaskFor(Part):
    """Something to do for a person, due after so many days."""

    do: Literal["task"] = "task"
    title: Text
    kind: Literal["call", "care", "follow_up", "other"] = "call"
    role: Literal["owner", "manager", "marketer", "support", "cashier", "analyst"] | None = "support"
    days: Annotated[int, Field(ge=0, le=60)] = 1
    script: Annotated[str, StringConstraints(max_length=4_000)] = ""


class TicketFor(Part):
    """A ticket of hers, with its clocks, for a team to settle."""

    do: Literal["ticket"] = "ticket"
    subject: Text
    text: Annotated[str, StringConstraints(min_length=1, max_length=4_000)]
    kind: Literal["request", "complaint", "praise", "idea", "warranty"] = "request"
    topic: Literal["product", "staff", "delivery", "payment", "points", "store", "warranty", "other"] = (
        "other"
    )
    role: Literal["owner", "manager", "marketer", "support", "cashier", "analyst"] = "support"


class Tag(Part):
    """Put tags on her, or take them off."""

    do: Literal["tag"] = "tag"
    add: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    remove: Annotated[tuple[Text, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not (self.add or self.remove):
            raise Wrong(gettext_noop("name a tag to put on or take off"))
        return self


class Tell(Part):
    """Tell other systems: those that listen to ``journey.told`` get these words."""

    do: Literal["webhook"] = "webhook"
    words: Text


class Goal(Part):
    """She came where the journey was to bring her."""

    do: Literal["goal"] = "goal"
    name: Name


class Exit(Part):
    """The journey ends here."""

    do: Literal["exit"] = "exit"
    why: Annotated[str, StringConstraints(max_length=120)] = ""


Step = Annotated[
    Wait | Until | Condition | Split | Send | Offer | TaskFor | TicketFor | Tag | Tell | Goal | Exit,
    Field(discriminator="do"),
]
Condition.model_rebuild()
Way.model_rebuild()
Split.model_rebuild()
