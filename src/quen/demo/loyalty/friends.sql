-- Members who came through a friend, each with her first real purchase since (kept by `wait_days` and the least amount
-- as referrals/follow.py finds it) and, where somebody of her household was a member before her, that member.
-- Plan: a few hundred members by member_by_enrolment; purchases by purchase_of_customer, returns by return_of_purchase.
SELECT member.customer_id, member.enrolled_at, bought.id, bought.bought_at, (
    SELECT other.customer_id FROM enrolment_member AS other
    JOIN people_customer AS kin ON kin.id = other.customer_id AND kin.household_id = person.household_id
    WHERE other.enrolled_at < member.enrolled_at AND other.customer_id = ANY (%(judged)s)
    ORDER BY other.customer_id LIMIT 1)
FROM enrolment_member AS member
JOIN people_customer AS person ON person.id = member.customer_id AND person.source = %(source)s
LEFT JOIN LATERAL (
    SELECT purchase.id, purchase.bought_at FROM purchases_purchase AS purchase
    WHERE purchase.customer_id = person.id AND purchase.bought_at >= member.enrolled_at
      AND purchase.amount_minor - coalesce(
          (SELECT sum(back.amount_minor) FROM purchases_return AS back WHERE back.purchase_id = purchase.id), 0
      ) >= %(least)s
    ORDER BY purchase.bought_at, purchase.id LIMIT 1
) AS bought ON true
WHERE member.enrolled_at >= %(since)s AND NOT EXISTS (
    SELECT FROM purchases_purchase AS before
    WHERE before.customer_id = person.id AND before.bought_at < member.enrolled_at)
ORDER BY member.enrolled_at, member.customer_id
