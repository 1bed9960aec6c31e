-- Make one segment whole: everybody its rule holds now, as counting finds them (segment_judged), by difference. Answers
-- how many came in and how many left. Plan: both sides hashed once.
WITH gone AS (
    DELETE FROM people_segmentmembership m
    WHERE m.segment = %(segment)s AND NOT EXISTS (SELECT FROM segment_judged j WHERE j.customer_id = m.customer_id)
    RETURNING 1
),
come AS (
    INSERT INTO people_segmentmembership (customer_id, segment, entered_at)
    SELECT j.customer_id, %(segment)s, %(at)s::timestamptz FROM segment_judged j
    WHERE NOT EXISTS (
        SELECT FROM people_segmentmembership m WHERE m.segment = %(segment)s AND m.customer_id = j.customer_id)
    RETURNING 1
)
SELECT (SELECT count(*) FROM come), (SELECT count(*) FROM gone)
