-- Draws the arms of everybody in campaign_placed: ends in customer, arm, reason, step, due_at, cost_minor.
-- __held__, __variant__ and __turn__ are three independent draws by hash (measures/uplift/assign.py).
-- Plan: one pass; with a budget besides one sort by the turn.
WITH drawn AS (
    SELECT
        placed.*,
        CASE
            WHEN step IS NULL THEN NULL
            WHEN __held__ < %(holdout)s THEN 0
            ELSE 1 + width_bucket(__variant__, %(limits)s::float8[])
        END AS arm,
        CASE WHEN %(budget)s::bigint IS NOT NULL AND step IS NOT NULL THEN __turn__ END AS turn
    FROM campaign_placed AS placed
),
counted AS (
    SELECT
        drawn.*,
        CASE WHEN arm > 0 THEN (%(costs)s::bigint[])[step + 1] ELSE 0 END AS cost_minor
    FROM drawn
),
promised AS (
    SELECT
        counted.*,
        CASE WHEN %(budget)s::bigint IS NOT NULL
            THEN sum(cost_minor) OVER (ORDER BY turn NULLS LAST, customer)
        END AS so_far
    FROM counted
)
SELECT
    customer,
    CASE WHEN so_far > %(budget)s::bigint THEN NULL ELSE arm END AS arm,
    CASE WHEN arm IS NOT NULL AND so_far > %(budget)s::bigint THEN %(short)s ELSE reason END AS reason,
    coalesce(step, 0) AS step,
    greatest(%(at)s::timestamptz, until) AS due_at,
    CASE WHEN so_far > %(budget)s::bigint THEN 0 ELSE cost_minor END::bigint AS cost_minor
FROM promised
