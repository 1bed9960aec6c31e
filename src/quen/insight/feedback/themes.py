"""What the words of a survey's answers are about: how often each theme was named, praised and blamed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from quen.surveys.models import Survey
from quen.surveys.themes.accuracy import ACCURACY
from quen.surveys.themes.judged import Judged
from quen.surveys.themes.theme import Theme

_COUNTED = """
SELECT theme.key, count(*) FILTER (WHERE theme.value::int > 0), count(*) FILTER (WHERE theme.value::int < 0),
    count(*) FILTER (WHERE theme.value::int = 0)
FROM surveys_response AS response CROSS JOIN LATERAL jsonb_each_text(response.themes) AS theme
WHERE response.survey_id = %(survey)s AND response.answered_at >= %(since)s AND response.answered_at < %(until)s
    AND response.words <> ''
GROUP BY 1
"""


@dataclass(frozen=True)
class Spoken:
    """One theme: in how many answers it was praised, blamed, or only named, and how far the reading can be trusted."""

    theme: Theme
    praised: int
    blamed: int
    named: int

    @property
    def answers(self) -> int:
        return self.praised + self.blamed + self.named

    @property
    def judged(self) -> Judged:
        return ACCURACY[self.theme]


def spoken_of(survey: Survey, *, since: datetime, until: datetime) -> list[Spoken]:
    """Themes of that time, the most blamed first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"survey": survey.pk, "since": since, "until": until})
        rows = cursor.fetchall()
    found = [Spoken(Theme(key), *counts) for key, *counts in rows if key in Theme.values]
    return sorted(found, key=lambda one: (-one.blamed, -one.answers, one.theme.value))
