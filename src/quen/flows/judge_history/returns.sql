-- What these members brought back in that time, as imports tell it, of purchases that count for their points, line by line, and nobody
-- has taken back yet.
-- Plan: customers by their ids and by customer_root, returns by return_of_customer, their lines by return_line_once.
SELECT coalesce(person.root_id, person.id), back.id, greatest(back.returned_at, purchase.bought_at), purchase.id,
       line.product_id, (line.quantity * 1000)::bigint
FROM people_customer AS person
JOIN enrolment_member AS member ON member.customer_id = coalesce(person.root_id, person.id)
JOIN purchases_return AS back ON back.customer_id = person.id AND back.source IS NOT NULL
JOIN purchases_purchase AS purchase ON purchase.id = back.purchase_id AND purchase.bought_at >= member.enrolled_at
JOIN purchases_returnline AS line ON line.of_id = back.id
WHERE (person.id = ANY (%(members)s) OR person.root_id = ANY (%(members)s))
  AND coalesce(person.root_id, person.id) = ANY (%(members)s)
  AND greatest(back.returned_at, purchase.bought_at)
      BETWEEN coalesce(%(since)s::timestamptz, '-infinity') AND coalesce(%(until)s::timestamptz, 'infinity')
  AND NOT EXISTS (SELECT FROM flows_judgedreturn AS judged WHERE judged.of_id = back.id)
ORDER BY 1, 3, back.id, line.id
