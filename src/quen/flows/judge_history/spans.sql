-- The time of all that waits, cut into spans of about as many occasions each; who has something to judge in each span.
-- What happened at one moment is in one span. Plan: as waiting.sql over everything, then one sort by time.
WITH occasion AS (
    SELECT coalesce(person.root_id, person.id) AS member, purchase.bought_at AS at
    FROM people_customer AS person
    JOIN enrolment_member AS member ON member.customer_id = coalesce(person.root_id, person.id)
    JOIN purchases_purchase AS purchase ON purchase.customer_id = person.id
    WHERE (%(customers)s::bigint[] IS NULL OR person.id = ANY (%(customers)s))
      AND purchase.bought_at >= member.enrolled_at
      AND (member.left_at IS NULL OR purchase.bought_at < member.left_at)
      AND NOT EXISTS (SELECT FROM points_accrual AS accrual WHERE accrual.purchase_id = purchase.id)
    UNION ALL
    SELECT coalesce(person.root_id, person.id), greatest(back.returned_at, purchase.bought_at)
    FROM people_customer AS person
    JOIN enrolment_member AS member ON member.customer_id = coalesce(person.root_id, person.id)
    JOIN purchases_return AS back ON back.customer_id = person.id AND back.source IS NOT NULL
    JOIN purchases_purchase AS purchase ON purchase.id = back.purchase_id AND purchase.bought_at >= member.enrolled_at
    WHERE (%(customers)s::bigint[] IS NULL OR person.id = ANY (%(customers)s))
      AND NOT EXISTS (SELECT FROM flows_judgedreturn AS judged WHERE judged.of_id = back.id)
), numbered AS (
    SELECT member, at, (rank() OVER (ORDER BY at) - 1) / %(most)s AS span FROM occasion
)
SELECT min(at), max(at), array_agg(DISTINCT member) FROM numbered GROUP BY span ORDER BY span
