-- Make one segment whole: everybody its rule holds now, by difference. Answers how many came in and how many left.
WITH judged AS MATERIALIZED (
    SELECT p.customer_id FROM segments_profile p WHERE /*asked*/
),
gone AS (
    DELETE FROM people_segmentmembership m
    WHERE m.segment = %(segment)s AND NOT EXISTS (SELECT FROM judged j WHERE j.customer_id = m.customer_id)
    RETURNING 1
),
come AS (
    INSERT INTO people_segmentmembership (customer_id, segment, entered_at)
    SELECT customer_id, %(segment)s, %(at)s::timestamptz FROM judged
    WHERE customer_id NOT IN (SELECT customer_id FROM people_segmentmembership WHERE segment = %(segment)s)
    RETURNING 1
)
SELECT (SELECT count(*) FROM come), (SELECT count(*) FROM gone)
