-- On which day, by the shop's clock, each of these customers enrolled first, under whichever of her records.
-- Plan: one pass over the members, or those of few customers by their key.
SELECT coalesce(customer.root_id, customer.id) AS customer, (min(member.enrolled_at) AT TIME ZONE %(zone)s)::date
FROM enrolment_member AS member JOIN people_customer AS customer ON customer.id = member.customer_id
WHERE member.left_at IS NULL AND coalesce(customer.root_id, customer.id) = ANY (%(among)s)
GROUP BY 1
ORDER BY 1
