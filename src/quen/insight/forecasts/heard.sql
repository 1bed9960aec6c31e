-- The strongest signal of each customer in a time: a complaint of her own, else her latest score, else that she was asked
-- and said nothing. A low score opens a ticket by itself, so that tickets from surveys are no complaints here. Of
-- everybody it reads the time's rows once; of one customer (hers) by the indexes of each table on customer.
WITH said AS (
    SELECT customer_id, opened_at AS at, 0 AS place, 'complaint' AS signal FROM tickets_ticket
    WHERE kind = 'complaint' AND came_by <> 'survey' AND customer_id IS NOT NULL
        AND opened_at > %(after)s AND opened_at <= %(until)s
        AND (%(hers)s::bigint[] IS NULL OR customer_id = ANY (%(hers)s))
    UNION ALL
    SELECT customer_id, answered_at, 1, band FROM surveys_response
    WHERE band <> '' AND customer_id IS NOT NULL AND answered_at > %(after)s AND answered_at <= %(until)s
        AND (%(hers)s::bigint[] IS NULL OR customer_id = ANY (%(hers)s))
    UNION ALL
    SELECT customer_id, asked_at, 2, 'silent' FROM surveys_invitation
    WHERE NOT is_answered AND asked_at > %(after)s AND asked_at <= %(asked_until)s
        AND (%(hers)s::bigint[] IS NULL OR customer_id = ANY (%(hers)s))
)
SELECT DISTINCT ON (root) coalesce(person.root_id, person.id) AS root, said.signal, said.at
FROM said JOIN people_customer AS person ON person.id = said.customer_id
ORDER BY root, said.place, said.at DESC
