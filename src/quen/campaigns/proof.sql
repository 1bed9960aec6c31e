-- One row for each person in an arm, and what she did in so many days after she entered it, and before. Who is in which
-- arm (units: root, arm, since, given) is asked by the experiment's own statement.
-- A person whose two records were in different arms before they were merged belongs to neither.
-- Plan: hash joins by customer, once over the purchases of everybody in the experiment.
WITH unit AS (
    {units}
),
person AS (
    SELECT root, since, root AS id FROM unit
    UNION ALL
    SELECT unit.root, unit.since, customer.id
    FROM unit JOIN people_customer AS customer ON customer.root_id = unit.root AND customer.root_id IS NOT NULL
),
bought AS (
    SELECT
        person.root,
        count(*) FILTER (WHERE purchase.bought_at >= since) AS visits,
        sum(purchase.amount_minor) FILTER (WHERE purchase.bought_at >= since) AS revenue,
        count(*) FILTER (WHERE purchase.bought_at < since) AS visits_before,
        sum(purchase.amount_minor) FILTER (WHERE purchase.bought_at < since) AS revenue_before
    FROM person
    JOIN purchases_purchase AS purchase
        ON purchase.customer_id = person.id AND purchase.bought_at >= since - %(days)s * interval '1 day'
        AND purchase.bought_at < since + %(days)s * interval '1 day'
    GROUP BY person.root
),
returned AS (
    SELECT person.root, sum(back.amount_minor) AS amount
    FROM person
    JOIN purchases_return AS back
        ON back.customer_id = person.id AND back.returned_at >= since
        AND back.returned_at < since + %(days)s * interval '1 day'
    GROUP BY person.root
),
used AS (
    SELECT person.root, sum(used.discount_minor) AS amount
    FROM person
    JOIN vouchers_use AS used
        ON used.customer_id = person.id AND used.given_back_at IS NULL AND used.used_at >= since
        AND used.used_at < since + %(days)s * interval '1 day'
    GROUP BY person.root
),
sent AS (
    SELECT person.root, sum(message.cost_minor) AS amount
    FROM person
    JOIN outreach_message AS message
        ON message.customer_id = person.id AND message.source_kind = %(kind)s AND message.source_id = %(id)s
        AND message.queued_at < since + %(days)s * interval '1 day'
    GROUP BY person.root
)
SELECT
    unit.arm,
    coalesce(bought.visits, 0),
    coalesce(bought.revenue, 0)::bigint - coalesce(returned.amount, 0)::bigint,
    coalesce(used.amount, 0)::bigint + coalesce(sent.amount, 0)::bigint + unit.given,
    coalesce(bought.visits_before, 0),
    coalesce(bought.revenue_before, 0)::bigint
FROM unit
LEFT JOIN bought USING (root)
LEFT JOIN returned USING (root)
LEFT JOIN used USING (root)
LEFT JOIN sent USING (root)
