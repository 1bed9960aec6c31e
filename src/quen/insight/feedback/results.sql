-- Every cut of a survey's scores in one pass: told is read by the index survey_answers (survey, answered_at), a year of
-- it, and each answer counts once in every cut it has a value for. An answer without a name has no tier, stage, value or
-- segment; a purchase counts for each product on it, unless the answer is about one product.
WITH told AS MATERIALIZED (
    SELECT response.id, response.score, response.band, response.store_id, response.staff_name, response.tier,
        response.way, response.purchase_id, response.product_id, to_char(response.answered_at AT TIME ZONE %(zone)s, 'YYYY-MM') AS month,
        coalesce(person.root_id, person.id) AS root, coalesce(summary.stage, '') AS stage,
        coalesce(summary.value_band, '') AS value
    FROM surveys_response AS response
    LEFT JOIN people_customer AS person ON person.id = response.customer_id
    LEFT JOIN insight_customersummary AS summary ON summary.customer_id = coalesce(person.root_id, person.id)
    WHERE response.survey_id = %(survey)s AND response.score IS NOT NULL
        AND response.answered_at >= %(since)s AND response.answered_at < %(until)s
        AND (%(last)s::bigint IS NULL OR response.id <= %(last)s)
), cut AS (
    SELECT told.id, told.score, told.band, each.cut, each.name
    FROM told CROSS JOIN LATERAL (VALUES
        ('all', 'all'), ('month', told.month), ('store', told.store_id::text), ('staff', told.staff_name),
        ('tier', told.tier), ('way', told.way), ('stage', told.stage), ('value', told.value),
        ('product', told.product_id::text)
    ) AS each (cut, name)
    WHERE each.name <> ''
    UNION ALL
    SELECT DISTINCT told.id, told.score, told.band, 'product', line.product_id::text
    FROM told JOIN purchases_line AS line ON line.purchase_id = told.purchase_id
    WHERE told.product_id IS NULL
    UNION ALL
    SELECT told.id, told.score, told.band, 'segment', member.segment::text
    FROM told JOIN people_segmentmembership AS member ON member.customer_id = told.root
)
SELECT cut, name, count(*) AS responses, count(*) FILTER (WHERE band = 'high') AS high,
    count(*) FILTER (WHERE band = 'middle') AS middle, count(*) FILTER (WHERE band = 'low') AS low,
    avg(score)::float8 AS mean
FROM cut GROUP BY cut, name
