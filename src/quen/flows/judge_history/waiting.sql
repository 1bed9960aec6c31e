-- Members with something to judge, among all customers (or those asked for).
-- Plan: over everything one hash anti-join of purchases and accruals; for a few customers their indexes.
SELECT DISTINCT coalesce(person.root_id, person.id)
FROM people_customer AS person
JOIN enrolment_member AS member ON member.customer_id = coalesce(person.root_id, person.id)
WHERE (%(customers)s::bigint[] IS NULL OR person.id = ANY (%(customers)s))
  AND (EXISTS (
        SELECT FROM purchases_purchase AS purchase
        WHERE purchase.customer_id = person.id AND purchase.bought_at >= member.enrolled_at
          AND (member.left_at IS NULL OR purchase.bought_at < member.left_at)
          AND NOT EXISTS (SELECT FROM points_accrual AS accrual WHERE accrual.purchase_id = purchase.id))
    OR EXISTS (
        SELECT FROM purchases_return AS back
        WHERE back.customer_id = person.id AND back.source IS NOT NULL AND back.purchase_id IS NOT NULL
          AND back.returned_at >= member.enrolled_at
          AND NOT EXISTS (SELECT FROM flows_judgedreturn AS judged WHERE judged.of_id = back.id)))
ORDER BY 1
