-- Judge some customers by several segments at once, and write the differences. Answers (customer, segment, whether she
-- is in it now, whether she stands for herself). Who was merged into another is in no segment.
-- Plan: each customer's profile by its key, and for each condition a look beside it; differences by the primary key.
WITH wanted AS MATERIALIZED (
    SELECT DISTINCT person.id AS customer_id
    FROM unnest(%(customers)s::bigint[]) AS given (id)
    JOIN people_customer c ON c.id = given.id
    CROSS JOIN LATERAL (VALUES (c.id), (c.root_id)) AS person (id)
    WHERE person.id IS NOT NULL
),
judged AS MATERIALIZED (
    SELECT p.customer_id, s.key COLLATE "C" AS segment
    FROM wanted JOIN segments_profile p USING (customer_id) CROSS JOIN LATERAL (/*asked*/) AS s (key, is_in)
    WHERE s.is_in
),
before AS MATERIALIZED (
    SELECT m.customer_id, m.segment FROM wanted JOIN people_segmentmembership m USING (customer_id)
    WHERE m.segment = ANY (%(segments)s::text[])
),
gone AS (
    DELETE FROM people_segmentmembership m USING before b
    WHERE (m.customer_id, m.segment) = (b.customer_id, b.segment)
        AND NOT EXISTS (SELECT FROM judged j WHERE (j.customer_id, j.segment) = (b.customer_id, b.segment))
    RETURNING m.customer_id, m.segment
),
come AS (
    INSERT INTO people_segmentmembership (customer_id, segment, entered_at)
    SELECT j.customer_id, j.segment, %(at)s::timestamptz FROM judged j
    WHERE NOT EXISTS (SELECT FROM before b WHERE (b.customer_id, b.segment) = (j.customer_id, j.segment))
    RETURNING customer_id, segment
)
SELECT gone.customer_id, gone.segment, false, c.root_id IS NULL
FROM gone JOIN people_customer c ON c.id = gone.customer_id
UNION ALL
SELECT customer_id, segment, true, true FROM come
