"""What happens to surveys and by them; `subject` is the survey, of answers the response.

`survey` is the name staff gave it. An answer without a name has no customer.
"""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class SurveyAsked(Happening):
    """A customer was asked; the link is hers alone."""

    kind: ClassVar[str] = "survey.asked"
    survey: str
    way: str


@dataclass(frozen=True, kw_only=True)
class OfAnswer(Happening):
    """What every event of an answer says; the survey's kind is the fact `kind`: nps, csat, ces, stars, choice, text.

    `product` is the name of the product it is about, and a fact only where it is about one.
    """

    survey: str
    survey_kind: str
    score: int | None
    is_low: bool
    product: str = ""

    def facts(self) -> dict[str, object]:
        facts = super().facts()
        if not self.product:
            del facts["product"]
        return {"kind": facts.pop("survey_kind"), **facts}


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(OfAnswer):
    """The first answer came. Words follow as `survey.commented`, or never."""

    kind: ClassVar[str] = "survey.answered"
    band: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class SurveyRevised(OfAnswer):
    """She tapped another score before she was done."""

    kind: ClassVar[str] = "survey.revised"
    before: int | None
    band: str


@dataclass(frozen=True, kw_only=True)
class SurveyCommented(OfAnswer):
    """She said more: choices and words."""

    kind: ClassVar[str] = "survey.commented"
    comment: str


@dataclass(frozen=True, kw_only=True)
class SurveyChanged(Happening):
    """A survey was made, asks something else, was closed or opened again."""

    kind: ClassVar[str] = "survey.changed"
    survey: str
    change: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AnswersExported(Happening):
    """Answers left the house in a file."""

    kind: ClassVar[str] = "survey.exported"
    answers: int
    file_format: str
    query: str


@dataclass(frozen=True, kw_only=True)
class ImprovementRecorded(Happening):
    """What was changed because of feedback was recorded, told, or taken back: `change`."""

    kind: ClassVar[str] = "survey.improved"
    title: str
    change: str
