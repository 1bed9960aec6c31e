-- guard.decide for everybody in known(...), in the same order: ends in judged(number, root, address, reason, until).
-- reason NULL: allowed. until NULL with a reason: refused.
never AS (
    SELECT
        known.*,
        CASE
            WHEN root IS NULL THEN 'no_customer'
            WHEN NOT %(is_on)s THEN 'channel_off'
            WHEN %(is_marketing)s AND is_internal THEN 'internal'
            WHEN %(needs_address)s AND address = '' THEN 'no_address'
            WHEN is_suppressed THEN 'suppressed'
            WHEN NOT %(is_marketing)s THEN NULL
            WHEN is_do_not_call THEN 'do_not_call'
            WHEN NOT agrees THEN 'no_consent'
            WHEN NOT %(has_brand_name)s AND starts_with(address, '+84') THEN 'no_brand_name'
            WHEN only_birthdays AND %(occasion)s::text <> 'birthday' THEN 'only_birthdays'
            WHEN is_held_out THEN 'held_out'
        END AS refusal,
        sent_here[%(most_a_day)s::int] + interval '24 hours' AS day_free,
        sent_anywhere[%(most_a_week)s::int] + interval '7 days' AS week_free,
        sent_anywhere[least(%(most_a_month)s::int, most_a_month)] + interval '30 days' AS month_free
    FROM known
),
soonest AS (
    SELECT
        never.*,
        CASE WHEN %(is_marketing)s
            THEN greatest(%(at)s::timestamptz, day_free, week_free, month_free) ELSE %(at)s::timestamptz
        END AS free_at
    FROM never
),
opened AS (
    SELECT
        soonest.*,
        CASE
            WHEN NOT %(is_marketing)s OR (hour >= %(from_hour)s AND hour < %(until_hour)s) THEN free_at
            WHEN hour < %(from_hour)s THEN (day + make_interval(hours => %(from_hour)s)) AT TIME ZONE %(zone)s
            ELSE (day + interval '1 day' + make_interval(hours => %(from_hour)s)) AT TIME ZONE %(zone)s
        END AS opens_at
    FROM soonest
    CROSS JOIN LATERAL (SELECT free_at AT TIME ZONE %(zone)s AS local) AS clock
    CROSS JOIN LATERAL (SELECT extract(hour FROM local)::int AS hour, date_trunc('day', local) AS day) AS parts
),
judged AS (
    SELECT
        number,
        root,
        address,
        CASE
            WHEN refusal IS NOT NULL THEN refusal
            WHEN opens_at > %(not_after)s::timestamptz THEN 'too_late'
            WHEN free_at > %(at)s::timestamptz THEN
                CASE free_at WHEN day_free THEN 'day_cap' WHEN week_free THEN 'week_cap' ELSE 'month_cap' END
            WHEN opens_at > %(at)s::timestamptz THEN 'quiet_hours'
        END AS reason,
        CASE
            WHEN refusal IS NULL AND opens_at > %(at)s::timestamptz
                AND (opens_at > %(not_after)s::timestamptz) IS NOT TRUE
                THEN opens_at
        END AS until
    FROM opened
)
