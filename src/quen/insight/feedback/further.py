"""The scales a survey asks after its first question: how many answered each, the mean, and how many answered high."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from quen.insight.feedback.results import ENOUGH, FEWEST_OF_STAFF
from quen.measures.wilson import interval
from quen.surveys.form import Question, SurveyForm
from quen.surveys.models import Audience, Survey
from quen.surveys.scales import SCALES, Band, Scale

_SCORED = """
SELECT question.key, question.value::int, count(*)
FROM surveys_response AS response CROSS JOIN LATERAL jsonb_each(response.answers) AS question
WHERE response.survey_id = %(survey)s AND response.answered_at >= %(since)s AND response.answered_at < %(until)s
    AND (%(last)s::bigint IS NULL OR response.id <= %(last)s) AND jsonb_typeof(question.value) = 'number'
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Further:
    """One question. `high` answers with the 95 % interval of their share after Wilson, in percent."""

    question: Question
    scale: Scale
    responses: int
    mean: float
    high: int
    lowest: float
    highest: float

    @property
    def high_percent(self) -> float:
        return 100 * self.high / self.responses

    @property
    def is_small(self) -> bool:
        return self.responses < ENOUGH


def further(
    survey: Survey, form: SurveyForm, *, since: datetime, until: datetime, last: int | None
) -> list[Further]:
    """In the form's order, those somebody answered; of staff none that fewer than five did. `last`: the last answer
    that may be shown. One query, none where the form asks no further scale.
    """
    asked = [question for question in form.questions[1:] if question.kind in SCALES]
    counts = _counts(survey, since, until, last) if asked else {}
    least = FEWEST_OF_STAFF if survey.audience == Audience.STAFF else 1
    found = (_of(question, counts.get(question.key, {})) for question in asked)
    return [one for one in found if one is not None and one.responses >= least]


def _counts(
    survey: Survey, since: datetime, until: datetime, last: int | None
) -> Mapping[str, Mapping[int, int]]:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_SCORED, {"survey": survey.pk, "since": since, "until": until, "last": last})
        for key, score, many in cursor.fetchall():
            counts[key][score] = many
    return counts


def _of(question: Question, counts: Mapping[int, int]) -> Further | None:
    scale = SCALES[question.kind]
    fit = {score: many for score, many in counts.items() if score in scale.scores}
    responses = sum(fit.values())
    if not responses:
        return None
    high = sum(many for score, many in fit.items() if scale.band(score) is Band.HIGH)
    low, up = interval(high, responses)
    mean = sum(score * many for score, many in fit.items()) / responses
    return Further(question, scale, responses, mean, high, 100 * low, 100 * up)
