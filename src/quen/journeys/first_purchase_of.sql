-- On which day, by the shop's clock, each of these customers bought first.
-- Plan: the summaries by their key.
SELECT customer_id, (first_at AT TIME ZONE %(zone)s)::date
FROM insight_customersummary
WHERE customer_id = ANY (%(among)s) AND first_at IS NOT NULL
ORDER BY customer_id
