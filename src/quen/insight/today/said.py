"""What customers last said in surveys under their names: who answered without one is not to be found from here."""

NEWEST = """
SELECT DISTINCT ON (whose.id) whose.id AS customer, answer.score, answer.band, survey.kind,
    (answer.answered_at AT TIME ZONE %(zone)s)::date AS said_on
FROM surveys_response AS answer
JOIN surveys_survey AS survey ON survey.id = answer.survey_id
JOIN people_customer AS of ON of.id = answer.customer_id
JOIN people_customer AS whose ON whose.id = coalesce(of.root_id, of.id)
WHERE answer.score IS NOT NULL AND NOT survey.is_anonymous AND answer.answered_at < %(tomorrow_at)s
    AND answer.answered_at >= %(tomorrow_at)s - interval '30 days'
ORDER BY whose.id, answer.answered_at DESC, answer.id DESC
"""
"""Of each customer the newest score of the last 30 days, with how it is taken."""
