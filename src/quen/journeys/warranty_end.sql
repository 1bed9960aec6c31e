-- Lines whose warranty ends on this day: bought so many months before, by the shop's clock. Goods brought back are
-- out. A month later than the 31st may be the 28th, so that three more days are looked at and then judged exactly.
-- Plan: for each length of a warranty, the purchases of four days by their index, and the lines of those.
SELECT customer.root, line.id, coalesce(product.name, '')
FROM generate_series(1, 120) AS months(number)
JOIN purchases_purchase AS purchase
    ON purchase.bought_at >= ((%(day)s::date - make_interval(months => months.number))::timestamp
        AT TIME ZONE %(zone)s)
    AND purchase.bought_at < ((%(day)s::date - make_interval(months => months.number) + interval '4 days')::timestamp
        AT TIME ZONE %(zone)s)
JOIN LATERAL (
    SELECT coalesce(root_id, id) AS root FROM people_customer WHERE id = purchase.customer_id
) AS customer ON true
JOIN purchases_line AS line ON line.purchase_id = purchase.id AND line.quantity > 0
LEFT JOIN purchases_product AS product ON product.id = line.product_id
WHERE coalesce(line.warranty_months, product.warranty_months) = months.number
    AND ((purchase.bought_at AT TIME ZONE %(zone)s)::date + make_interval(months => months.number))::date = %(day)s
    AND NOT EXISTS (
        SELECT FROM purchases_return AS back JOIN purchases_returnline AS gone ON gone.of_id = back.id
        WHERE back.purchase_id = purchase.id AND gone.product_id = line.product_id
    )
ORDER BY customer.root, line.id
