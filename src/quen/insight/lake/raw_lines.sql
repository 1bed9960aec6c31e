-- PostgreSQL: one month; a lookup per purchase (line_once_per_purchase), or one hash join where the month is large.
SELECT l.purchase_id, l.product_id, l.quantity, l.amount_minor, l.fingerprint
FROM purchases_purchase p
JOIN purchases_line l ON l.purchase_id = p.id
WHERE p.bought_at >= (%(first)s::timestamp AT TIME ZONE %(zone)s)
    AND p.bought_at < (%(after)s::timestamp AT TIME ZONE %(zone)s)
