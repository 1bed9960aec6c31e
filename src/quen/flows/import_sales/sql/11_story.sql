INSERT INTO events_event (kind, happened_at, customer, subject, actor)
SELECT 'customer.added', coalesce(first_at, now()), customer_id, customer_id, %(actor)s
FROM customer_of
LEFT JOIN (
    SELECT customer_id, min(at) AS first_at
    FROM (SELECT customer_id, bought_at AS at FROM purchase_of UNION ALL SELECT customer_id, returned_at FROM return_of) AS seen
    GROUP BY customer_id) AS first_seen USING (customer_id)
WHERE is_new
ORDER BY person_no;

INSERT INTO events_event (kind, happened_at, customer, store, subject, actor, facts)
SELECT 'purchase.recorded', bought_at, customer_id, store_id, purchase_id, %(actor)s,
       jsonb_build_object('amount_minor', amount_minor)
FROM purchase_of WHERE is_new ORDER BY purchase_id;

INSERT INTO events_event (kind, happened_at, customer, store, subject, actor)
SELECT 'purchase.completed', purchase.bought_at, purchase.customer_id, purchase.store_id, purchase.id, %(actor)s
FROM purchases_purchase AS purchase
JOIN purchase_of AS again ON again.purchase_id = purchase.id AND NOT again.is_new
WHERE purchase.id IN (SELECT purchase_id FROM added_line)
   OR purchase.customer_id IS DISTINCT FROM again.known_customer_id;

INSERT INTO events_event (kind, happened_at, customer, store, subject, actor, facts)
SELECT CASE WHEN is_new THEN 'purchase.returned' ELSE 'return.completed' END, back.returned_at, back.customer_id,
       back.store_id, back.id, %(actor)s, jsonb_build_object('amount_minor', back.amount_minor)
FROM return_of JOIN purchases_return AS back ON back.id = return_of.return_id
WHERE is_new OR back.id IN (SELECT of_id FROM added_return_line);
