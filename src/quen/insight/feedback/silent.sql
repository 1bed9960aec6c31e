-- Who was asked of a survey in a time, by her own link, and whether she answered: counted by each cut, and by stage with
-- value, the groups of the weighted score. survey_asked gives the invitations (survey, asked_at); stage, value and tier
-- are those of today. An answer without her name counts as one, but its score cannot be found from the invitation.
WITH asked AS MATERIALIZED (
    SELECT invitation.is_answered, response.score,
        coalesce(nullif(summary.stage, ''), '-') AS stage, coalesce(nullif(summary.value_band, ''), '-') AS value,
        coalesce(nullif(member.tier, ''), '-') AS tier,
        coalesce(invitation.store_id, summary.last_store)::text AS store
    FROM surveys_invitation AS invitation
    JOIN people_customer AS person ON person.id = invitation.customer_id
    LEFT JOIN insight_customersummary AS summary ON summary.customer_id = coalesce(person.root_id, person.id)
    LEFT JOIN enrolment_member AS member ON member.customer_id = coalesce(person.root_id, person.id)
    LEFT JOIN surveys_response AS response
        ON response.key = 'invitation:' || invitation.id::text AND response.survey_id = invitation.survey_id
    WHERE invitation.survey_id = %(survey)s
        AND invitation.asked_at >= %(since)s AND invitation.asked_at < %(until)s
)
SELECT each.cut, each.name, count(*) AS asked, count(*) FILTER (WHERE is_answered) AS answered,
    count(score) AS responses, count(*) FILTER (WHERE score >= 9) AS promoters,
    count(*) FILTER (WHERE score <= 6) AS detractors
FROM asked CROSS JOIN LATERAL (VALUES
    ('all', 'all'), ('stage', stage), ('value', value), ('tier', tier), ('store', coalesce(store, '-')),
    ('group', stage || ' ' || value)
) AS each (cut, name)
GROUP BY 1, 2
