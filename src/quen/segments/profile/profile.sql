-- The profiles of some customers from the facts, through the merges. Written only where something changed; answers how
-- many rows that were, and a customer of one.
-- Plan: an index lookup per customer and table; for many customers at once the planner turns them into hash joins.
WITH asked AS MATERIALIZED (
    SELECT DISTINCT coalesce(c.root_id, c.id) AS id
    FROM unnest(%(customers)s::bigint[]) AS a (id) JOIN people_customer c ON c.id = a.id
),
members AS MATERIALIZED (
    SELECT id AS customer_id, id FROM asked
    UNION ALL
    SELECT asked.id, c.id FROM asked JOIN people_customer c ON c.root_id = asked.id
),
identities AS (
    SELECT m.customer_id, bit_or(bits.bit)::int2 AS known_by
    FROM members m JOIN people_identity i ON i.customer_id = m.id
    JOIN unnest(%(identities)s::text[], %(identity_bits)s::int[]) AS bits (kind, bit) ON bits.kind = i.kind
    GROUP BY m.customer_id
),
tags AS (
    SELECT m.customer_id, array_agg(DISTINCT tag ORDER BY tag) AS tags
    FROM members m JOIN people_customer c ON c.id = m.id CROSS JOIN unnest(c.tags) AS tag GROUP BY m.customer_id
),
newest_words AS (  -- twice where the shop asks twice: strict ones, by which e-mail is judged, know no yes unconfirmed
    SELECT DISTINCT ON (m.customer_id, w.purpose, w.channel, of.is_strict)
        m.customer_id, w.purpose, w.channel, of.is_strict, w.is_given, w.given_at
    FROM members m JOIN people_consent w ON w.customer_id = m.id
    JOIN unnest(%(strictness)s::boolean[]) AS of (is_strict)
        ON NOT of.is_strict
        OR w.purpose = 'marketing' AND w.channel IN ('email', 'all') AND (NOT w.is_given OR w.proof LIKE %(confirmed)s)
    ORDER BY m.customer_id, w.purpose, w.channel, of.is_strict, w.given_at DESC, w.is_given
),
yes AS (  -- the rules of people/consent.py: a test compares
    SELECT spoken.customer_id, spoken.purpose, channel.name AS channel
    FROM (SELECT DISTINCT customer_id, purpose FROM newest_words) AS spoken
    CROSS JOIN unnest(%(channels)s::text[]) AS channel (name)
    CROSS JOIN LATERAL (
        SELECT true = ANY (%(strictness)s::boolean[]) AND spoken.purpose = 'marketing' AND channel.name = 'email'
    ) AS judged (strictly)
    LEFT JOIN newest_words own
        ON (own.customer_id, own.purpose, own.channel, own.is_strict)
        = (spoken.customer_id, spoken.purpose, channel.name, judged.strictly)
    LEFT JOIN newest_words general
        ON (general.customer_id, general.purpose, general.channel, general.is_strict)
        = (spoken.customer_id, spoken.purpose, 'all', judged.strictly)
    WHERE CASE
        WHEN own.is_given IS NULL THEN general.is_given
        WHEN own.is_given AND NOT general.is_given AND general.given_at >= own.given_at THEN false
        ELSE own.is_given
    END
),
consents AS (
    SELECT customer_id, bit_or(bits.bit)::int2 AS consents
    FROM (
        SELECT customer_id, purpose || ':' || channel AS said FROM yes
        UNION
        SELECT customer_id, purpose || ':all' FROM yes
    ) AS words
    JOIN unnest(%(consents)s::text[], %(consent_bits)s::int[]) AS bits (said, bit) USING (said) GROUP BY customer_id
),
bought AS (
    SELECT
        customer_id, count(*)::int AS purchases, sum(amount_minor)::bigint AS revenue, min(day) AS first_day,
        max(day) AS last_day, array_agg(day ORDER BY bought_at, id) AS days, array_agg(upto ORDER BY bought_at, id) AS spent
    FROM (
        SELECT
            m.customer_id, p.id, p.bought_at, p.amount_minor,
            ((p.bought_at AT TIME ZONE %(timezone)s)::date - date '2000-01-01')::int2 AS day,
            sum(p.amount_minor) OVER (PARTITION BY m.customer_id ORDER BY p.bought_at, p.id)::bigint AS upto
        FROM members m JOIN purchases_purchase p ON p.customer_id = m.id
    ) AS receipts
    GROUP BY customer_id
),
usable AS (
    SELECT m.customer_id, array_agg(DISTINCT kind.key::text ORDER BY kind.key::text) AS vouchers
    FROM members m JOIN vouchers_voucher v ON v.customer_id = m.id AND v.state = 'ready'
    JOIN vouchers_voucherkind kind ON kind.id = v.kind_id GROUP BY m.customer_id
),
lots AS (
    SELECT
        account.customer_id, ((l.expires_at AT TIME ZONE %(timezone)s)::date - date '2000-01-01')::int2 AS day,
        sum(l.remaining)::bigint AS points
    FROM asked JOIN points_account account ON account.customer_id = asked.id
    JOIN points_lot l ON l.account_id = account.id AND l.remaining > 0
    WHERE l.expires_at IS NOT NULL GROUP BY 1, 2
),
expiries AS (
    SELECT customer_id, array_agg(day ORDER BY day) AS expiry_days, array_agg(upto ORDER BY day) AS expiring
    FROM (SELECT *, sum(points) OVER (PARTITION BY customer_id ORDER BY day)::bigint AS upto FROM lots) AS added
    GROUP BY customer_id
),
gone AS (
    DELETE FROM segments_profile WHERE customer_id = ANY (%(customers)s::bigint[])
        AND customer_id NOT IN (SELECT id FROM asked)
    RETURNING customer_id
),
written AS (
    INSERT INTO segments_profile AS p (
        customer_id, birth_date, birthday, first_day, last_day, purchases, member_since, is_internal, is_first_big,
        revenue_minor, balance, stage, value_band, rfm, kind, part, gender, language, source, area_key, tier, days, spent, known_by, consents, tags,
        vouchers, expiry_days, expiring
    )
    SELECT
        c.id, c.birth_date, extract(month FROM c.birth_date) * 100 + extract(day FROM c.birth_date),
        bought.first_day, bought.last_day, coalesce(bought.purchases, 0), (member.enrolled_at AT TIME ZONE %(timezone)s)::date,
        c.is_internal, coalesce(s.is_first_big, false),
        coalesce(bought.revenue, 0), coalesce(account.balance, 0),
        coalesce(s.stage, 'potential'), coalesce(s.value_band, ''),
        CASE WHEN bought.purchases IS NULL OR fifths.id IS NULL THEN '' ELSE /*rfm*/ END,
        c.kind, c.part, c.gender, c.language, c.source, quen_search_key(c.area), coalesce(member.tier, ''),
        coalesce(bought.days, '{}'), coalesce(bought.spent, '{}'), coalesce(identities.known_by, 0),
        coalesce(consents.consents, 0), coalesce(tags.tags, '{}'), coalesce(usable.vouchers, '{}'),
        coalesce(expiries.expiry_days, '{}'), coalesce(expiries.expiring, '{}')
    FROM asked
    JOIN people_customer c ON c.id = asked.id
    LEFT JOIN insight_customersummary s ON s.customer_id = c.id
    LEFT JOIN enrolment_member member ON member.customer_id = c.id AND member.left_at IS NULL
    LEFT JOIN points_account account ON account.customer_id = c.id
    LEFT JOIN bought ON bought.customer_id = c.id
    LEFT JOIN identities ON identities.customer_id = c.id
    LEFT JOIN tags ON tags.customer_id = c.id
    LEFT JOIN consents ON consents.customer_id = c.id
    LEFT JOIN usable ON usable.customer_id = c.id
    LEFT JOIN expiries ON expiries.customer_id = c.id
    LEFT JOIN segments_fifths fifths ON fifths.id = 1
    ON CONFLICT (customer_id) DO UPDATE SET
        birth_date = excluded.birth_date, birthday = excluded.birthday, first_day = excluded.first_day,
        last_day = excluded.last_day, purchases = excluded.purchases, member_since = excluded.member_since,
        is_internal = excluded.is_internal, is_first_big = excluded.is_first_big, revenue_minor = excluded.revenue_minor,
        balance = excluded.balance, stage = excluded.stage, value_band = excluded.value_band, rfm = excluded.rfm,
        kind = excluded.kind, part = excluded.part, gender = excluded.gender, language = excluded.language,
        source = excluded.source, area_key = excluded.area_key, tier = excluded.tier, days = excluded.days,
        spent = excluded.spent, known_by = excluded.known_by, consents = excluded.consents, tags = excluded.tags,
        vouchers = excluded.vouchers, expiry_days = excluded.expiry_days, expiring = excluded.expiring
    WHERE p.* IS DISTINCT FROM excluded.*
    RETURNING customer_id
)
SELECT count(*), min(customer_id) FROM (SELECT * FROM gone UNION ALL SELECT * FROM written) AS changed
