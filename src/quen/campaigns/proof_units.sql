-- One row for each person in an arm of a campaign: since when, and what she was given in points.
SELECT
    coalesce(customer.root_id, customer.id) AS root, least(min(arms.arm), 1) AS arm, min(arms.entered_at) AS since,
    least(min(arms.arm), 1) * %(points_minor)s AS given
FROM campaigns_arm AS arms JOIN people_customer AS customer ON customer.id = arms.customer_id
WHERE arms.source_kind = %(kind)s AND arms.source_id = %(id)s AND arms.arm IS NOT NULL
GROUP BY 1
HAVING count(DISTINCT least(arms.arm, 1)) = 1
