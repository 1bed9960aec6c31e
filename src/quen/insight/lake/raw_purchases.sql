-- PostgreSQL: one month, by the index purchase_by_time.
SELECT id, customer_id, bought_at AT TIME ZONE %(zone)s, amount_minor, discount_minor, store_id,
       translate(channel, E'\r\n', '  '), translate(receipt, E'\r\n', '  ')
FROM purchases_purchase
WHERE bought_at >= (%(first)s::timestamp AT TIME ZONE %(zone)s)
    AND bought_at < (%(after)s::timestamp AT TIME ZONE %(zone)s)
