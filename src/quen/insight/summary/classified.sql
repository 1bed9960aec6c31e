-- Judges `counted` by the rules of people/classification.py, with this business's yardsticks.
, classified AS (
    SELECT
        counted.*,
        due.due_on,
        CASE
            WHEN purchase_days = 0 THEN 'potential'
            WHEN due.due_on < %(today)s::date THEN 'lapsed'
            WHEN purchase_days = 1 THEN 'new'
            WHEN purchase_days >= %(loyal_from)s THEN 'loyal'
            ELSE 'repeat'
        END AS stage,
        coalesce(first_amount_minor > 0 AND first_amount_minor >= %(first_big_minor)s::bigint, false) AS is_first_big,
        CASE
            WHEN purchases = 0 THEN ''
            WHEN revenue_minor >= %(top_minor)s::bigint THEN 'top'
            WHEN revenue_minor >= %(high_minor)s::bigint THEN 'high'
            WHEN revenue_minor >= %(middle_minor)s::bigint THEN 'middle'
            ELSE 'low'
        END AS value_band
    FROM counted
    CROSS JOIN LATERAL (
        SELECT last_day + CASE
            WHEN median_gap_days IS NULL THEN %(first_wait_days)s
            ELSE least(greatest(ceil(%(gaps)s * median_gap_days), %(least_days)s), %(most_days)s)
        END::int AS due_on
    ) due
)
