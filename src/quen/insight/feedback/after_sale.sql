-- The steps of care after a sale in a time: how much was to do, how much is done and in time, and the median hours it
-- took. Tickets by ticket_by_opening, tasks by their due time. Working time is not taken out: this is how long she waited.
WITH ticket AS MATERIALIZED (
    SELECT one.kind, one.source_kind, one.opened_at, one.first_answered_at, one.first_due_at, one.solved_at,
        CASE WHEN one.solved_at IS NOT NULL AND one.left_seconds > 0 THEN one.solved_at ELSE one.solve_due_at END
            AS solve_due_at, -- settled with time left; the due moment is that of the last turn
        coalesce(summary.stage = 'loyal', false) AS is_loyal
    FROM tickets_ticket AS one
    LEFT JOIN people_customer AS person ON person.id = one.customer_id
    LEFT JOIN insight_customersummary AS summary ON summary.customer_id = coalesce(person.root_id, person.id)
    WHERE one.opened_at >= %(since)s AND one.opened_at < %(until)s AND one.merged_into_id IS NULL
        AND (%(stores)s::bigint[] IS NULL OR one.store_id = ANY (%(stores)s::bigint[]))
), step AS (
    SELECT 'feedback' AS step, opened_at AS begins, first_answered_at AS ends, first_due_at AS due
    FROM ticket WHERE source_kind = 'survey'
    UNION ALL
    SELECT 'ask', coalesce(not_before, made_at), CASE WHEN state = 'done' THEN ended_at END, due_at
    FROM tasks_task
    WHERE kind IN ('call', 'care', 'follow_up') AND customer_id IS NOT NULL AND state <> 'cancelled'
        AND due_at >= %(since)s AND due_at < %(until)s
        AND (%(stores)s::bigint[] IS NULL OR store_id = ANY (%(stores)s::bigint[]))
    UNION ALL
    SELECT CASE WHEN is_loyal THEN 'loyal' ELSE 'others' END, opened_at, first_answered_at, first_due_at FROM ticket
    UNION ALL
    SELECT 'complaints', opened_at, solved_at, solve_due_at FROM ticket WHERE kind = 'complaint'
)
SELECT step, count(*) AS to_do, count(ends) AS done, count(*) FILTER (WHERE ends <= due) AS in_time,
    count(*) FILTER (WHERE ends IS NULL AND due < %(at)s) AS late,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ends - begins) / 3600.0)
        FILTER (WHERE ends IS NOT NULL) AS hours
FROM step GROUP BY step
