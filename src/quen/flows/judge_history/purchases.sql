-- The purchases of these members in that time that nobody has judged yet, line by line, as they count for their roots.
-- Plan: customers by their ids and by customer_root, purchases by purchase_of_customer, lines by line_once_per_purchase.
SELECT coalesce(person.root_id, person.id), purchase.id, purchase.bought_at, store.name, store.id, purchase.channel,
       product.code, product.name, category.name, product.id, line.amount_minor,
       (line.quantity * 1000)::bigint, line.discount_minor
FROM people_customer AS person
JOIN enrolment_member AS member ON member.customer_id = coalesce(person.root_id, person.id)
JOIN purchases_purchase AS purchase ON purchase.customer_id = person.id AND purchase.bought_at >= member.enrolled_at
JOIN shops_store AS store ON store.id = purchase.store_id
JOIN purchases_line AS line ON line.purchase_id = purchase.id
LEFT JOIN purchases_product AS product ON product.id = line.product_id
LEFT JOIN purchases_category AS category ON category.id = product.category_id
WHERE (person.id = ANY (%(members)s) OR person.root_id = ANY (%(members)s))
  AND coalesce(person.root_id, person.id) = ANY (%(members)s)
  AND purchase.bought_at BETWEEN coalesce(%(since)s::timestamptz, '-infinity') AND coalesce(%(until)s::timestamptz, 'infinity')
  AND (member.left_at IS NULL OR purchase.bought_at < member.left_at)
  AND NOT EXISTS (SELECT FROM points_accrual AS accrual WHERE accrual.purchase_id = purchase.id)
ORDER BY 1, purchase.bought_at, purchase.id, line.id
