-- Exact quantiles over all customers with a purchase; one pass and a sort each, about two seconds for a million.
SELECT
    count(*),
    percentile_cont(%(second_percentile)s) WITHIN GROUP (ORDER BY second_gap_days),
    percentile_disc(%(first_big)s) WITHIN GROUP (ORDER BY first_amount_minor DESC),
    percentile_disc(ARRAY[%(top)s, %(high)s, %(middle)s]::float8[]) WITHIN GROUP (ORDER BY revenue_minor DESC)
FROM insight_customersummary
WHERE purchases > 0
