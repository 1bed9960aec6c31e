-- Every complaint of a time with all that became of it: one pass over ticket_by_opening, and for each the customer's
-- purchases of ninety days by purchase_of_customer, hers and those of everyone merged into her. She was asked how it was
-- by a letter of the ticket, by a survey about it, or by a courtesy call that reached her, whichever was first.
SELECT ticket.id, ticket.subject, ticket.came_by, ticket.opened_at, ticket.first_answered_at, ticket.solved_at,
    coalesce(person.root_id, person.id) AS customer, coalesce(root.name, person.name, ticket.contact_name) AS name,
    CASE offer.state WHEN 'given' THEN offer.decided_at END AS offered_at,
    CASE offer.state WHEN 'waiting' THEN offer.asked_at END AS offer_asked_at,
    least(
        (SELECT min(entry.at) FROM tickets_entry AS entry
         WHERE entry.ticket_id = ticket.id AND entry.kind = 'out' AND entry.by = %(system)s
            AND entry.text LIKE %(letter)s),
        (SELECT min(invitation.asked_at) FROM surveys_invitation AS invitation
         WHERE invitation.customer_id IN (person.id, person.root_id) AND invitation.source_kind = 'ticket'
            AND invitation.source_id = ticket.id),
        (SELECT min(task.ended_at) FROM tasks_task AS task
         WHERE task.source_kind = 'ticket' AND task.source_id = ticket.id AND task.key = 'courtesy:' || ticket.id
            AND task.state = 'done' AND task.outcome NOT IN ('no_answer', 'wrong_number'))
    ) AS asked_at,
    rating.at AS rated_at, rating.score, rating.verdict,
    bought.purchases, bought.first_at AS returned_at, kept.purchases AS kept_purchases, kept.revenue_minor AS kept_minor
FROM tickets_ticket AS ticket
LEFT JOIN people_customer AS person ON person.id = ticket.customer_id
LEFT JOIN people_customer AS root ON root.id = person.root_id
LEFT JOIN tickets_recoveryoffer AS offer ON offer.ticket_id = ticket.id AND offer.state IN ('given', 'waiting')
LEFT JOIN tickets_rating AS rating ON rating.ticket_id = ticket.id
LEFT JOIN LATERAL (
    SELECT count(*) AS purchases, min(purchase.bought_at) AS first_at
    FROM people_customer AS same JOIN purchases_purchase AS purchase ON purchase.customer_id = same.id
    WHERE (same.id = coalesce(person.root_id, person.id) OR same.root_id = coalesce(person.root_id, person.id))
        AND purchase.bought_at > ticket.opened_at AND purchase.bought_at <= ticket.opened_at + interval '90 days'
) AS bought ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS purchases, coalesce(sum(purchase.amount_minor), 0) AS revenue_minor
    FROM people_customer AS same JOIN purchases_purchase AS purchase ON purchase.customer_id = same.id
    WHERE (same.id = coalesce(person.root_id, person.id) OR same.root_id = coalesce(person.root_id, person.id))
        AND purchase.bought_at > offer.decided_at AND purchase.bought_at <= offer.decided_at + interval '90 days'
) AS kept ON offer.state = 'given'
WHERE ticket.opened_at >= %(since)s AND ticket.opened_at < %(until)s AND ticket.kind = 'complaint'
    AND ticket.merged_into_id IS NULL
    AND (%(stores)s::bigint[] IS NULL OR ticket.store_id = ANY (%(stores)s::bigint[]))
ORDER BY ticket.id
