-- Every complaint of a time with all that became of it: one pass over ticket_by_opening, and for each the customer's
-- purchases of ninety days by purchase_of_customer, hers and those of everyone merged into her.
SELECT ticket.id, ticket.subject, ticket.came_by, ticket.opened_at, ticket.first_answered_at, ticket.solved_at,
    coalesce(person.root_id, person.id) AS customer, coalesce(root.name, person.name, ticket.contact_name) AS name,
    offer.decided_at AS offered_at, rating.score, rating.verdict,
    bought.purchases, bought.revenue_minor, kept.purchases AS kept_purchases, kept.revenue_minor AS kept_minor
FROM tickets_ticket AS ticket
LEFT JOIN people_customer AS person ON person.id = ticket.customer_id
LEFT JOIN people_customer AS root ON root.id = person.root_id
LEFT JOIN tickets_recoveryoffer AS offer ON offer.ticket_id = ticket.id AND offer.state = 'given'
LEFT JOIN tickets_rating AS rating ON rating.ticket_id = ticket.id
LEFT JOIN LATERAL (
    SELECT count(*) AS purchases, coalesce(sum(purchase.amount_minor), 0) AS revenue_minor
    FROM people_customer AS same JOIN purchases_purchase AS purchase ON purchase.customer_id = same.id
    WHERE (same.id = coalesce(person.root_id, person.id) OR same.root_id = coalesce(person.root_id, person.id))
        AND purchase.bought_at > ticket.opened_at AND purchase.bought_at <= ticket.opened_at + interval '90 days'
) AS bought ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS purchases, coalesce(sum(purchase.amount_minor), 0) AS revenue_minor
    FROM people_customer AS same JOIN purchases_purchase AS purchase ON purchase.customer_id = same.id
    WHERE (same.id = coalesce(person.root_id, person.id) OR same.root_id = coalesce(person.root_id, person.id))
        AND purchase.bought_at > offer.decided_at AND purchase.bought_at <= offer.decided_at + interval '90 days'
) AS kept ON offer.decided_at IS NOT NULL
WHERE ticket.opened_at >= %(since)s AND ticket.opened_at < %(until)s AND ticket.kind = 'complaint'
    AND ticket.merged_into_id IS NULL
    AND (%(stores)s::bigint[] IS NULL OR ticket.store_id = ANY (%(stores)s::bigint[]))
ORDER BY ticket.id
