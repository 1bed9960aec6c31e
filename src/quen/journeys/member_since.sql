-- Members who enrolled on this day of an earlier year, by the shop's clock, and how many years ago.
-- Plan: one pass over the members, once a day.
SELECT coalesce(customer.root_id, customer.id) AS customer,
    (extract(year FROM %(day)s::date) - extract(year FROM min(member.enrolled_at) AT TIME ZONE %(zone)s))::int
FROM enrolment_member AS member JOIN people_customer AS customer ON customer.id = member.customer_id
WHERE member.left_at IS NULL
GROUP BY 1
HAVING to_char(min(member.enrolled_at) AT TIME ZONE %(zone)s, 'MMDD') = ANY (%(days)s)
    AND (min(member.enrolled_at) AT TIME ZONE %(zone)s)::date < %(day)s
ORDER BY 1
