-- Follows summary/counted.sql: customers whose kept sums differ from their facts, or are missing.
SELECT count(*), min(c.customer_id)
FROM counted c
LEFT JOIN insight_customersummary s USING (customer_id)
WHERE s.customer_id IS NULL OR (
    s.purchases, s.purchase_days, s.revenue_minor, s.returned_minor, s.first_at, s.first_amount_minor,
    s.second_at, s.second_gap_days, s.last_at, s.last_store, s.median_gap_days
) IS DISTINCT FROM (
    c.purchases, c.purchase_days, c.revenue_minor, c.returned_minor, c.first_at, c.first_amount_minor,
    c.second_at, c.second_gap_days, c.last_at, c.last_store, c.median_gap_days
)
