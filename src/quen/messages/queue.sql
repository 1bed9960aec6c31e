-- Writes judged(...) into the outbox, one message for a person however often she was asked for; counts by state.
addressed AS (
    SELECT DISTINCT ON (coalesce(judged.root, judged.number))
        coalesce(judged.root, judged.number) AS customer,
        judged.address,
        judged.reason,
        judged.until,
        asked_for.facts,
        coalesce(asked_for.due_at, %(at)s::timestamptz) AS due_at
    FROM judged JOIN outreach_asked AS asked_for ON asked_for.customer = judged.number
    ORDER BY coalesce(judged.root, judged.number), judged.number
),
written AS (
    INSERT INTO outreach_message (
        customer_id, channel, purpose, version_id, key, source_kind, source_id, occasion, facts, state, reason,
        queued_at, due_at, hold_until, not_after, ended_at, address, queued_by
    )
    SELECT
        customer,
        %(channel)s,
        %(purpose)s,
        %(version)s,
        %(key)s || ':' || customer,
        %(source_kind)s,
        %(source_id)s,
        %(occasion)s,
        facts,
        CASE
            WHEN reason IS NULL THEN 'waiting' WHEN until IS NOT NULL THEN 'held'
            WHEN reason = 'too_late' THEN 'expired' ELSE 'refused'
        END,
        coalesce(reason, ''),
        %(now)s,
        greatest(due_at, until),
        until,
        %(not_after)s,
        CASE WHEN reason IS NOT NULL AND until IS NULL THEN %(now)s::timestamptz END,
        address,
        %(by)s
    FROM addressed
    ON CONFLICT (key) DO NOTHING
    RETURNING state
)
SELECT state, count(*) FROM written GROUP BY state
