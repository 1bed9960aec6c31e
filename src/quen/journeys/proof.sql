-- One row for each person who entered a journey as it holds out now and whose days are over: on which side, since when
-- she first entered, and what the points it gave her in those days are worth. Whoever is held out of all offers is on
-- neither side; so is a person whose records were on different sides before they were merged, and one who first entered
-- while another share was held out.
-- Plan: the index by journey and time of entering, twice; the passages by their enrolment.
WITH entered AS (
    SELECT
        coalesce(customer.root_id, customer.id) AS root,
        CASE min(enrolment.arm) WHEN 'treated' THEN 1 ELSE 0 END AS arm,
        min(enrolment.entered_at) AS since, array_agg(enrolment.id) AS enrolments
    FROM journeys_enrolment AS enrolment JOIN people_customer AS customer ON customer.id = enrolment.customer_id
    WHERE enrolment.journey_id = %(id)s
    GROUP BY 1
    HAVING count(DISTINCT enrolment.arm) = 1 AND min(enrolment.arm) <> 'global'
        AND (array_agg(enrolment.version ORDER BY enrolment.entered_at, enrolment.id))[1] = ANY (%(held_alike)s::int[])
        AND min(enrolment.entered_at) <= %(entered_by)s
)
SELECT
    root, arm, since,
    CASE WHEN cardinality(%(versions)s::int[]) = 0 THEN 0 ELSE (
        SELECT coalesce(sum(step.minor), 0)::bigint
        FROM journeys_passage AS passage
        JOIN unnest(%(versions)s::int[], %(steps)s::text[], %(minors)s::bigint[]) AS step (version, path, minor)
            ON step.version = passage.version AND step.path = passage.step
        WHERE passage.enrolment_id = ANY (entered.enrolments) AND passage.outcome = 'points'
            AND passage.at < entered.since + %(days)s * interval '1 day'
    ) END AS given
FROM entered
