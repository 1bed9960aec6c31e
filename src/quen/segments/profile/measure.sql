-- Fifths over all customers who ever bought, out of their summaries, and everybody's RFM segment by them. Three sorts and
-- one pass; only whose segment is another now is written.
WITH summed AS (
    SELECT
        purchases::float8 AS purchases, revenue_minor::float8 AS revenue,
        ((last_at AT TIME ZONE %(timezone)s)::date - date '2000-01-01')::float8 AS last_day
    FROM insight_customersummary WHERE purchases > 0
),
measured AS (
    INSERT INTO segments_fifths AS fifths (id, measured_on, last_days, purchases, revenue)
    SELECT
        1, %(today)s::date,
        percentile_cont(ARRAY [0.2, 0.4, 0.6, 0.8]::float8[]) WITHIN GROUP (ORDER BY last_day),
        percentile_cont(ARRAY [0.2, 0.4, 0.6, 0.8]::float8[]) WITHIN GROUP (ORDER BY purchases),
        percentile_cont(ARRAY [0.2, 0.4, 0.6, 0.8]::float8[]) WITHIN GROUP (ORDER BY revenue)
    FROM summed HAVING count(*) > 0
    ON CONFLICT (id) DO UPDATE SET
        measured_on = excluded.measured_on, last_days = excluded.last_days, purchases = excluded.purchases,
        revenue = excluded.revenue
    RETURNING *
),
judged AS (
    SELECT bought.customer_id, /*rfm*/ AS rfm
    FROM (SELECT customer_id, last_day, purchases, revenue_minor AS revenue FROM segments_profile WHERE purchases > 0) AS bought
    CROSS JOIN measured fifths
)
UPDATE segments_profile p SET rfm = judged.rfm FROM judged WHERE judged.customer_id = p.customer_id AND p.rfm <> judged.rfm
