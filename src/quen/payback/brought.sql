-- What the customers of each experiment spent in each month, as sums by arm; and in all months together (number -1).
-- A customer counts in a month when some of the days after she entered lie in it, with what she spent in those days less
-- what she brought back. x: what she spent in as many days before she entered.
-- A campaign is one experiment; a journey is one for each share it ever held out, by what was held out when she first
-- entered. A person whose records were in different arms before they were merged belongs to none.
-- Plan: hash joins by customer, once over the purchases of everybody in the experiments.
WITH span AS (
    SELECT * FROM unnest(%(numbers)s::int[], %(begins)s::timestamptz[], %(ends)s::timestamptz[])
        AS span (number, begins, ends)
),
bounds AS (
    SELECT min(begins) AS begins, max(ends) AS ends FROM span
),
version AS (
    SELECT * FROM unnest(%(journeys)s::bigint[], %(versions)s::int[], %(shares)s::int[], %(days)s::int[])
        AS version (journey, number, share, days)
),
unit AS (
    SELECT
        'campaign' AS kind, campaign.id, campaign.holdout_percent::int AS share,
        coalesce(customer.root_id, customer.id) AS root, least(min(arms.arm), 1) AS arm, min(arms.entered_at) AS since,
        campaign.horizon_days::int AS days
    FROM campaigns_campaign AS campaign
    JOIN campaigns_arm AS arms ON arms.source_kind = 'campaign' AND arms.source_id = campaign.id
    JOIN people_customer AS customer ON customer.id = arms.customer_id
    WHERE campaign.holdout_percent > 0 AND arms.arm IS NOT NULL
    GROUP BY campaign.id, coalesce(customer.root_id, customer.id)
    HAVING count(DISTINCT least(arms.arm, 1)) = 1
    UNION ALL
    SELECT 'journey', first.journey_id, version.share, first.root, first.arm, first.since, version.days
    FROM (
        SELECT
            enrolment.journey_id, coalesce(customer.root_id, customer.id) AS root,
            CASE min(enrolment.arm) WHEN 'treated' THEN 1 ELSE 0 END AS arm, min(enrolment.entered_at) AS since,
            (array_agg(enrolment.version ORDER BY enrolment.entered_at, enrolment.id))[1] AS number
        FROM journeys_enrolment AS enrolment JOIN people_customer AS customer ON customer.id = enrolment.customer_id
        GROUP BY 1, 2
        HAVING count(DISTINCT enrolment.arm) = 1 AND min(enrolment.arm) <> 'global'
    ) AS first
    JOIN version ON version.journey = first.journey_id AND version.number = first.number
    WHERE version.share > 0
),
lived AS (
    SELECT unit.*, unit.since + unit.days * interval '1 day' AS until
    FROM unit, bounds
    WHERE unit.since < bounds.ends AND unit.since + unit.days * interval '1 day' > bounds.begins
),
person AS (
    SELECT DISTINCT root, root AS id FROM lived
    UNION ALL
    SELECT DISTINCT lived.root, customer.id
    FROM lived JOIN people_customer AS customer ON customer.root_id = lived.root AND customer.root_id IS NOT NULL
),
farthest AS (
    SELECT min(since - days * interval '1 day') AS back FROM lived
),
moved AS (
    SELECT person.root, purchase.bought_at AS at, purchase.amount_minor AS amount, TRUE AS is_purchase
    FROM farthest, person JOIN purchases_purchase AS purchase ON purchase.customer_id = person.id
    WHERE purchase.bought_at >= farthest.back
    UNION ALL
    SELECT person.root, back.returned_at, -back.amount_minor, FALSE
    FROM farthest, person JOIN purchases_return AS back ON back.customer_id = person.id
    WHERE back.returned_at >= farthest.back
),
before AS (
    SELECT lived.kind, lived.id, lived.root, sum(moved.amount)::float8 AS x
    FROM lived JOIN moved ON moved.root = lived.root AND moved.is_purchase
        AND moved.at >= lived.since - lived.days * interval '1 day' AND moved.at < lived.since
    GROUP BY 1, 2, 3
),
after AS (
    SELECT lived.kind, lived.id, lived.root, span.number, sum(moved.amount)::float8 AS y
    FROM lived JOIN moved ON moved.root = lived.root AND moved.at >= lived.since AND moved.at < lived.until
    JOIN span ON moved.at >= span.begins AND moved.at < span.ends
    GROUP BY 1, 2, 3, 4
),
each AS (
    SELECT
        lived.kind, lived.id, lived.share, lived.arm, span.number, coalesce(after.y, 0) AS y, coalesce(before.x, 0) AS x
    FROM lived JOIN span ON lived.since < span.ends AND lived.until > span.begins
    LEFT JOIN after USING (kind, id, root, number)
    LEFT JOIN before USING (kind, id, root)
    UNION ALL
    SELECT
        lived.kind, lived.id, lived.share, lived.arm, -1, coalesce(whole.y, 0), coalesce(before.x, 0)
    FROM lived
    LEFT JOIN (SELECT kind, id, root, sum(y) AS y FROM after GROUP BY 1, 2, 3) AS whole USING (kind, id, root)
    LEFT JOIN before USING (kind, id, root)
)
SELECT kind, id, share, number, arm, count(*), sum(y), sum(y * y), sum(y * y * y), sum(x), sum(x * x), sum(x * y)
FROM each
GROUP BY kind, id, share, number, arm
ORDER BY kind, id, share, number, arm
