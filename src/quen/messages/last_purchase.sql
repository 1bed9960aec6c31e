-- The last receipt of each person asked for, with its store and its dearest line's product.
-- Plan: one index look-up (purchase_of_customer, lines of a purchase) for each.
SELECT asked.root, purchase.bought_at, store.name, bought.name
FROM unnest(%(customers)s::bigint[]) AS asked (root)
CROSS JOIN LATERAL (
    SELECT purchase.id, purchase.bought_at, purchase.store_id
    FROM people_customer AS customer
    CROSS JOIN LATERAL (
        SELECT id, bought_at, store_id FROM purchases_purchase
        WHERE customer_id = customer.id ORDER BY bought_at DESC LIMIT 1
    ) AS purchase
    WHERE customer.id = asked.root OR (customer.root_id = asked.root AND customer.root_id IS NOT NULL)
    ORDER BY purchase.bought_at DESC LIMIT 1
) AS purchase
JOIN shops_store AS store ON store.id = purchase.store_id
LEFT JOIN LATERAL (
    SELECT coalesce(nullif(product.name, ''), product.code) AS name
    FROM purchases_line AS line JOIN purchases_product AS product ON product.id = line.product_id
    WHERE line.purchase_id = purchase.id ORDER BY line.amount_minor DESC, line.id LIMIT 1
) AS bought ON true
