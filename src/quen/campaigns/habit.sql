-- Moves the due_at of a campaign's arms to the next time it is the hour in which each usually buys, within her channel's
-- hours. Who bought less than three times has no usual hour and keeps hers.
-- Plan: one pass over the purchases of everybody in the campaign.
WITH bought AS (
    SELECT arms.customer_id, extract(hour FROM purchase.bought_at AT TIME ZONE %(zone)s)::int AS hour
    FROM campaigns_arm AS arms
    JOIN people_customer AS customer
        ON customer.id = arms.customer_id OR customer.root_id = arms.customer_id
    JOIN purchases_purchase AS purchase ON purchase.customer_id = customer.id
    WHERE arms.source_kind = %(kind)s AND arms.source_id = %(id)s AND arms.arm >= 1
),
usual AS (
    SELECT customer_id, mode() WITHIN GROUP (ORDER BY hour) AS hour
    FROM bought GROUP BY customer_id HAVING count(*) >= 3
),
wanted AS (
    SELECT
        arms.customer_id,
        arms.due_at,
        arms.due_at AT TIME ZONE %(zone)s AS local,
        least(
            greatest(usual.hour, (%(from_hours)s::int[])[arms.step + 1]), (%(until_hours)s::int[])[arms.step + 1] - 1
        ) AS hour
    FROM campaigns_arm AS arms JOIN usual USING (customer_id)
    WHERE arms.source_kind = %(kind)s AND arms.source_id = %(id)s AND arms.arm >= 1
),
moved AS (
    SELECT
        customer_id,
        CASE
            WHEN extract(hour FROM local)::int = hour THEN due_at
            WHEN extract(hour FROM local)::int < hour
                THEN (date_trunc('day', local) + make_interval(hours => hour)) AT TIME ZONE %(zone)s
            ELSE (date_trunc('day', local) + make_interval(days => 1, hours => hour)) AT TIME ZONE %(zone)s
        END AS due_at
    FROM wanted
)
UPDATE campaigns_arm AS arms SET due_at = moved.due_at
FROM moved
WHERE arms.source_kind = %(kind)s AND arms.source_id = %(id)s AND arms.customer_id = moved.customer_id
    AND (%(not_after)s::timestamptz IS NULL OR moved.due_at <= %(not_after)s::timestamptz)
