"""How often each answer of a choice was tapped."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from quen.surveys.models import Survey

_CHOSEN = """
SELECT question.key, chosen.value, count(*)
FROM surveys_response AS response
CROSS JOIN LATERAL jsonb_each(response.answers) AS question
CROSS JOIN LATERAL jsonb_array_elements_text(question.value) AS chosen
WHERE response.survey_id = %(survey)s AND response.answered_at >= %(since)s AND response.answered_at < %(until)s
    AND jsonb_typeof(question.value) = 'array' AND (%(last)s::bigint IS NULL OR response.id <= %(last)s)
GROUP BY 1, 2
"""


def chosen(
    survey: Survey, *, since: datetime, until: datetime, last: int | None = None
) -> Mapping[tuple[str, str], int]:
    """(question, choice) → how many tapped it. `last`: the last answer that may be shown. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, {"survey": survey.pk, "since": since, "until": until, "last": last})
        return {(question, choice): count for question, choice, count in cursor.fetchall()}
