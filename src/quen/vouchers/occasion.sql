-- Who is buying where, in one round trip; the first row there is, whoever is not given is null.
-- Plan: index lookups of single rows.
SELECT business.timezone, business.currency, store.name, root.id, root.tags, everyone.ids, member.tier
FROM (VALUES (1)) AS one (one)
LEFT JOIN shops_business AS business ON business.id = 1
LEFT JOIN shops_store AS store ON store.id = %(store)s
LEFT JOIN people_customer AS root
    ON root.id = (SELECT coalesce(root_id, id) FROM people_customer WHERE id = %(customer)s)
LEFT JOIN LATERAL (
    SELECT array_agg(id) AS ids FROM people_customer WHERE id = root.id OR root_id = root.id
) AS everyone ON true
LEFT JOIN LATERAL (
    SELECT tier FROM enrolment_member WHERE customer_id = ANY (everyone.ids) AND left_at IS NULL
    ORDER BY customer_id LIMIT 1
) AS member ON true
