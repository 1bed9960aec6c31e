-- What the guard must know of the customers in asked(number): follows a WITH that names them, ends in known(...).
-- __bucket__ is her draw in the global holdout (measures/uplift/assign.py).
-- Everything is read for the person, herself and all merged into her (people.Customer.root).
-- Plan: for a few, index look-ups from customer outward; for a million, one hash join each.
who AS (
    SELECT asked.number, coalesce(customer.root_id, customer.id) AS root
    FROM asked LEFT JOIN people_customer AS customer ON customer.id = asked.number
),
roots AS (
    SELECT DISTINCT root FROM who WHERE root IS NOT NULL
),
person AS (
    SELECT root, root AS id FROM roots
    UNION ALL
    SELECT roots.root, customer.id
    FROM roots JOIN people_customer AS customer ON customer.root_id = roots.root AND customer.root_id IS NOT NULL
),
said AS (  -- people/consent.py says which of her words counts
    SELECT
        person.root,
        max(consent.given_at) FILTER (WHERE is_own AND consent.is_given) AS own_yes,
        max(consent.given_at) FILTER (WHERE is_own AND NOT consent.is_given) AS own_no,
        max(consent.given_at) FILTER (WHERE NOT is_own AND consent.is_given) AS general_yes,
        max(consent.given_at) FILTER (WHERE NOT is_own AND NOT consent.is_given) AS general_no
    FROM person
    JOIN people_consent AS consent
        ON consent.customer_id = person.id AND consent.purpose = 'marketing'
        AND consent.channel IN (%(consent)s, 'all')
        AND (NOT consent.is_given OR consent.proof LIKE %(confirmed)s)
    CROSS JOIN LATERAL (SELECT consent.channel <> 'all' AS is_own) AS of
    GROUP BY person.root
),
agreed AS (
    SELECT
        root,
        CASE
            WHEN own_yes IS NULL AND own_no IS NULL THEN general_yes > coalesce(general_no, '-infinity')
            WHEN own_yes > coalesce(own_no, '-infinity')
                THEN NOT coalesce(general_no >= coalesce(general_yes, '-infinity') AND general_no >= own_yes, false)
            ELSE false
        END AS agrees
    FROM said
),
reached AS (
    SELECT DISTINCT ON (person.root)
        person.root,
        identity.value AS address,
        coalesce(suppression.id, forgotten.id) IS NOT NULL AS is_suppressed,
        listed.phone IS NOT NULL AS is_do_not_call
    FROM person
    JOIN (  -- columns of one type and no WHERE inside: else the planner cannot look through it to an index
        SELECT id, customer_id, kind::text AS kind, value::text AS value FROM people_identity
        UNION ALL
        SELECT id, customer_id, 'push'::text, 'push'::text FROM outreach_pushsubscription
    ) AS identity ON identity.customer_id = person.id AND identity.kind = %(identity)s
    LEFT JOIN outreach_suppression AS suppression ON suppression.address = identity.value
    LEFT JOIN outreach_suppression AS forgotten  -- forgotten.py
        ON %(has_forgotten)s AND forgotten.address = 'hmac:' || encode(sha256(
            %(outer_pad)s::bytea || sha256(%(inner_pad)s::bytea || convert_to(identity.value, 'UTF8'))), 'hex')
    LEFT JOIN outreach_donotcall AS listed ON listed.phone = identity.value AND %(spares_listed)s
    ORDER BY
        person.root, coalesce(suppression.id, forgotten.id) IS NOT NULL, listed.phone IS NOT NULL, person.id = person.root DESC,
        identity.id DESC
),
sent AS (
    SELECT
        person.root,
        array_agg(message.claimed_at ORDER BY message.claimed_at DESC)
            FILTER (WHERE message.channel = %(channel)s) AS here,
        array_agg(message.claimed_at ORDER BY message.claimed_at DESC) AS anywhere
    FROM person
    JOIN outreach_message AS message
        ON message.customer_id = person.id AND message.purpose = 'marketing'
        AND message.state IN ('handing_over', 'handed_over', 'delivered', 'bounced', 'unknown')
        AND message.claimed_at > %(at)s::timestamptz - interval '30 days'
    GROUP BY person.root
),
wished AS (  -- the newest word of the person counts, whoever of those merged into her said it (wishes.py)
    SELECT DISTINCT ON (person.root) person.root, wish.most_a_month, wish.only_birthdays
    FROM person JOIN outreach_wish AS wish ON wish.customer_id = person.id
    ORDER BY person.root, wish.said_at DESC, wish.customer_id DESC
),
known AS (
    SELECT
        who.number,
        who.root,
        coalesce(customer.is_internal, false) AS is_internal,
        coalesce(reached.address, '') AS address,
        coalesce(reached.is_suppressed, false) AS is_suppressed,
        coalesce(reached.is_do_not_call, false) AS is_do_not_call,
        coalesce(agreed.agrees, false) AS agrees,
        wished.most_a_month AS most_a_month,
        coalesce(wished.only_birthdays, false) AS only_birthdays,
        coalesce(__bucket__ < %(holdout)s, false) AS is_held_out,
        coalesce(sent.here, '{}') AS sent_here,
        coalesce(sent.anywhere, '{}') AS sent_anywhere
    FROM who
    LEFT JOIN people_customer AS customer ON customer.id = who.root
    LEFT JOIN agreed ON agreed.root = who.root
    LEFT JOIN reached ON reached.root = who.root
    LEFT JOIN wished ON wished.root = who.root
    LEFT JOIN sent ON sent.root = who.root
)
