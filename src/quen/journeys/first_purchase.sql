-- Customers whose first purchase was on this day of an earlier year, by the shop's clock, and how many years ago.
-- Plan: one pass over the summaries, once a day.
SELECT customer_id, (extract(year FROM %(day)s::date) - extract(year FROM first_at AT TIME ZONE %(zone)s))::int
FROM insight_customersummary
WHERE to_char(first_at AT TIME ZONE %(zone)s, 'MMDD') = ANY (%(days)s)
    AND (first_at AT TIME ZONE %(zone)s)::date < %(day)s
ORDER BY customer_id
