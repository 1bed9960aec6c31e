-- Fifths over all customers who ever bought, and everybody's RFM segment by them. Three sorts and one pass.
WITH measured AS (
    INSERT INTO segments_fifths AS fifths (id, measured_on, last_days, purchases, revenue)
    SELECT
        1, %(today)s::date,
        percentile_cont(ARRAY [0.2, 0.4, 0.6, 0.8]::float8[]) WITHIN GROUP (ORDER BY days[cardinality(days)]::float8),
        percentile_cont(ARRAY [0.2, 0.4, 0.6, 0.8]::float8[]) WITHIN GROUP (ORDER BY cardinality(days)::float8),
        percentile_cont(ARRAY [0.2, 0.4, 0.6, 0.8]::float8[]) WITHIN GROUP (ORDER BY revenue_minor::float8)
    FROM segments_profile WHERE cardinality(days) > 0
    ON CONFLICT (id) DO UPDATE SET
        measured_on = excluded.measured_on, last_days = excluded.last_days, purchases = excluded.purchases,
        revenue = excluded.revenue
    RETURNING *
),
judged AS (
    SELECT purchases.customer_id, /*rfm*/ AS rfm
    FROM segments_profile purchases CROSS JOIN measured fifths WHERE cardinality(purchases.days) > 0
)
UPDATE segments_profile p SET rfm = judged.rfm FROM judged WHERE judged.customer_id = p.customer_id AND p.rfm <> judged.rfm
