-- PostgreSQL: one month, by the index return_by_time.
SELECT id, customer_id, (returned_at AT TIME ZONE %(zone)s)::date, amount_minor, store_id, purchase_id
FROM purchases_return
WHERE returned_at >= (%(first)s::timestamp AT TIME ZONE %(zone)s)
    AND returned_at < (%(after)s::timestamp AT TIME ZONE %(zone)s)
