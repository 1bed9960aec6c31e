-- Lines of these customers whose warranty ends within these days, and when: so many months after the purchase, by the
-- shop's clock. Goods brought back are out.
-- Plan: the purchases of the customers by their index, the lines of those.
SELECT ends.day, customer.root, line.id, coalesce(product.name, '')
FROM (
    SELECT id, coalesce(root_id, id) AS root FROM people_customer WHERE coalesce(root_id, id) = ANY (%(among)s)
) AS customer
JOIN purchases_purchase AS purchase ON purchase.customer_id = customer.id
JOIN purchases_line AS line ON line.purchase_id = purchase.id AND line.quantity > 0
LEFT JOIN purchases_product AS product ON product.id = line.product_id
JOIN LATERAL (
    SELECT ((purchase.bought_at AT TIME ZONE %(zone)s)::date
        + make_interval(months => coalesce(line.warranty_months, product.warranty_months)::int))::date AS day
) AS ends ON ends.day BETWEEN %(first)s AND %(last)s
WHERE coalesce(line.warranty_months, product.warranty_months) BETWEEN 1 AND 120
    AND NOT EXISTS (
        SELECT FROM purchases_return AS back JOIN purchases_returnline AS gone ON gone.of_id = back.id
        WHERE back.purchase_id = purchase.id AND gone.product_id = line.product_id
    )
ORDER BY ends.day, customer.root, line.id
