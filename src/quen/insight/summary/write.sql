-- Keeps what changed, and tells whose stage did, where it is news. Follows counted.sql and classified.sql.
, before AS MATERIALIZED (
    SELECT s.customer_id, s.stage FROM insight_customersummary s JOIN asked USING (customer_id)
),
written AS (
    INSERT INTO insight_customersummary AS s (
        customer_id, purchases, purchase_days, revenue_minor, returned_minor, first_at, first_amount_minor,
        second_at, second_gap_days, last_at, last_store, median_gap_days,
        due_on, stage, is_first_big, value_band, updated_at
    )
    SELECT
        customer_id, purchases, purchase_days, revenue_minor, returned_minor, first_at, first_amount_minor,
        second_at, second_gap_days, last_at, last_store, median_gap_days,
        due_on, stage, is_first_big, value_band, now()
    FROM classified
    ON CONFLICT (customer_id) DO UPDATE SET
        purchases = excluded.purchases,
        purchase_days = excluded.purchase_days,
        revenue_minor = excluded.revenue_minor,
        returned_minor = excluded.returned_minor,
        first_at = excluded.first_at,
        first_amount_minor = excluded.first_amount_minor,
        second_at = excluded.second_at,
        second_gap_days = excluded.second_gap_days,
        last_at = excluded.last_at,
        last_store = excluded.last_store,
        median_gap_days = excluded.median_gap_days,
        due_on = excluded.due_on,
        stage = excluded.stage,
        is_first_big = excluded.is_first_big,
        value_band = excluded.value_band,
        updated_at = excluded.updated_at
    WHERE (
        s.purchases, s.purchase_days, s.revenue_minor, s.returned_minor, s.first_at, s.first_amount_minor,
        s.second_at, s.second_gap_days, s.last_at, s.last_store, s.median_gap_days,
        s.due_on, s.stage, s.is_first_big, s.value_band
    ) IS DISTINCT FROM (
        excluded.purchases, excluded.purchase_days, excluded.revenue_minor, excluded.returned_minor,
        excluded.first_at, excluded.first_amount_minor, excluded.second_at, excluded.second_gap_days,
        excluded.last_at, excluded.last_store, excluded.median_gap_days,
        excluded.due_on, excluded.stage, excluded.is_first_big, excluded.value_band
    )
    RETURNING customer_id
)
SELECT c.customer_id, coalesce(b.stage, ''), c.stage
FROM classified c
JOIN written USING (customer_id)
LEFT JOIN before b USING (customer_id)
WHERE b.stage IS DISTINCT FROM c.stage AND c.last_day > %(news_after)s::date
