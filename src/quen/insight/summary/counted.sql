-- The sums of some customers from their facts, through the merges. To be continued by classified.sql.
-- Plan: an index lookup per customer (purchase_of_customer), one sort by customer and time, groups read off that
-- order. For very many customers the planner turns the lookups into one hash join over the purchases.
-- Purchases of one moment follow each other by receipt number, because ids tell the order of imports.
WITH asked AS (
    SELECT DISTINCT coalesce(c.root_id, c.id) AS customer_id
    FROM unnest(%(customers)s::bigint[]) AS a (id)
    JOIN people_customer c ON c.id = a.id
),
members AS (
    SELECT customer_id, customer_id AS id FROM asked
    UNION ALL
    SELECT asked.customer_id, c.id FROM asked JOIN people_customer c ON c.root_id = asked.customer_id
),
bought AS (
    SELECT
        m.customer_id,
        p.bought_at,
        p.amount_minor,
        p.store_id,
        d.day,
        d.day - lag(d.day) OVER own AS gap,
        row_number() OVER own AS place
    FROM members m
    JOIN purchases_purchase p ON p.customer_id = m.id
    CROSS JOIN LATERAL (SELECT (p.bought_at AT TIME ZONE %(timezone)s)::date AS day) d
    WINDOW own AS (PARTITION BY m.customer_id ORDER BY p.bought_at, p.receipt COLLATE "C", p.store_id)
),
sums AS (
    SELECT
        customer_id,
        count(*) AS purchases,
        1 + count(*) FILTER (WHERE gap > 0) AS purchase_days,
        sum(amount_minor)::bigint AS revenue_minor,
        min(bought_at) AS first_at,
        max(amount_minor) FILTER (WHERE place = 1) AS first_amount_minor,
        min(bought_at) FILTER (WHERE place = 2) AS second_at,
        min(day) FILTER (WHERE gap > 0) - min(day) AS second_gap_days,
        max(bought_at) AS last_at,
        max(day) AS last_day,
        (array_agg(store_id ORDER BY place DESC))[1] AS last_store,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FILTER (WHERE gap > 0) AS median_gap_days
    FROM bought
    GROUP BY customer_id
),
brought_back AS (
    SELECT m.customer_id, sum(r.amount_minor)::bigint AS returned_minor
    FROM members m
    JOIN purchases_return r ON r.customer_id = m.id
    GROUP BY m.customer_id
),
counted AS (
    SELECT
        customer_id,
        coalesce(purchases, 0)::int AS purchases,
        coalesce(purchase_days, 0)::int AS purchase_days,
        coalesce(revenue_minor, 0) AS revenue_minor,
        coalesce(returned_minor, 0) AS returned_minor,
        first_at,
        first_amount_minor,
        second_at,
        second_gap_days,
        last_at,
        last_day,
        last_store,
        median_gap_days
    FROM asked
    LEFT JOIN sums USING (customer_id)
    LEFT JOIN brought_back USING (customer_id)
)
