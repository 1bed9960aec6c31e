-- Entries from purchases within the draw's time: one for every whole amount of what was kept of a receipt.
-- Plan: the range of purchase_by_time, returns by return_of_purchase.
INSERT INTO draws_entry (draw_id, customer_id, source, count, made_at)
SELECT %(draw)s, customer_id, 'purchase:' || id, kept / %(per)s, %(at)s
FROM (
    SELECT purchase.id, purchase.customer_id, purchase.amount_minor - coalesce(
        (SELECT sum(amount_minor)::bigint FROM purchases_return WHERE purchase_id = purchase.id), 0) AS kept
    FROM purchases_purchase AS purchase
    WHERE purchase.bought_at >= %(since)s AND purchase.bought_at < %(until)s AND purchase.customer_id IS NOT NULL
        AND (%(stores)s::bigint[] = '{}' OR purchase.store_id = ANY (%(stores)s))
) AS bought
WHERE kept >= %(per)s
ON CONFLICT DO NOTHING
