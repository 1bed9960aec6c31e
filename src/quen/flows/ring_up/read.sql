-- Everything one sale is judged by, as one JSON array, and the numbers its own rows will have.
-- Plan: index lookups of single rows only; what grows with the member is her living lots (lot_alive). Prepared once a
-- connection. Lots one by one are asked for only where points are spent or owed: otherwise their sums do.
SELECT json_build_array(
    %(token)s::bigint IS NULL
        OR EXISTS (SELECT FROM shops_apitoken WHERE id = %(token)s::bigint AND revoked_at IS NULL),
    (SELECT json_build_array(digest, answer) FROM flows_answered WHERE key = %(key)s::text),
    (SELECT json_build_array(purchase.id, answered.digest, answered.answer)
     FROM purchases_purchase AS purchase LEFT JOIN flows_answered AS answered ON answered.purchase = purchase.id
     WHERE purchase.store_id = %(store)s::bigint AND purchase.receipt = %(receipt)s::text
       AND purchase.receipt_period = store.period),
    store.name, store.period,
    shop.timezone,
    (SELECT id FROM enrolment_programmeversion
     WHERE launched_at IS NOT NULL AND effective_from <= shop.day
       AND (effective_until IS NULL OR effective_until >= shop.day)
     ORDER BY effective_from DESC, number DESC LIMIT 1),
    (SELECT json_object_agg(product.code, json_build_array(product.id, product.name, coalesce(category.name, '')))
     FROM purchases_product AS product LEFT JOIN purchases_category AS category ON category.id = product.category_id
     WHERE product.code = ANY (ARRAY (SELECT json_array_elements_text(%(codes)s::json)))),
    person.id, person.birth_date,
    member.customer_id, member.turn, member.version, member.counters, member.tier,
    account.id, account.turn,
    coalesce(sums.pending, 0), coalesce(sums.available, 0), coalesce(sums.owed, 0),
    CASE WHEN %(redeem)s::bigint > 0 OR sums.owed > 0 THEN (
        SELECT json_agg(json_build_array(
            id, remaining,
            remaining > 0 AND pending_until <= %(at)s::timestamptz
                AND (expires_at IS NULL OR expires_at > %(at)s::timestamptz),
            remaining > 0 AND pending_until > %(at)s::timestamptz
        ) ORDER BY expires_at NULLS LAST, id)
        FROM points_lot WHERE account_id = account.id AND remaining <> 0) END,
    (SELECT json_object_agg(rule, parts)
     FROM (SELECT rule, array_agg(points ORDER BY part) AS parts FROM flows_budgetused GROUP BY rule) AS used),
    CASE WHEN %(key)s::text <> '' THEN ARRAY [
        nextval('purchases_purchase_id_seq'), nextval('points_transfer_id_seq'), nextval('points_transfer_id_seq'),
        nextval('points_transfer_id_seq'), nextval('points_lot_id_seq'), nextval('points_lot_id_seq')
    ] END,
    (SELECT json_agg(segment) FROM people_segmentmembership
     WHERE customer_id = person.id AND entered_at <= %(at)s::timestamptz)
)::text
FROM (
    SELECT timezone, (%(at)s::timestamptz AT TIME ZONE timezone)::date AS day
    FROM (SELECT coalesce((SELECT timezone FROM shops_business WHERE id = 1), 'UTC') AS timezone) AS business
) AS shop
LEFT JOIN LATERAL (
    SELECT name, left(to_char(shop.day, 'YYYY-MM-DD'),
                      CASE receipts_restart WHEN 'day' THEN 10 WHEN 'month' THEN 7 WHEN 'year' THEN 4 ELSE 0 END) AS period
    FROM shops_store WHERE id = %(store)s::bigint
) AS store ON true
LEFT JOIN people_customer AS person
    ON person.id = (SELECT coalesce(root_id, id) FROM people_customer WHERE id = %(customer)s::bigint)
LEFT JOIN enrolment_member AS member ON member.customer_id = person.id AND member.left_at IS NULL
LEFT JOIN points_account AS account ON account.customer_id = member.customer_id
LEFT JOIN LATERAL (
    SELECT sum(remaining) FILTER (WHERE remaining > 0 AND pending_until > %(at)s::timestamptz) AS pending,
           sum(remaining) FILTER (WHERE remaining > 0 AND pending_until <= %(at)s::timestamptz
                                    AND (expires_at IS NULL OR expires_at > %(at)s::timestamptz)) AS available,
           -sum(remaining) FILTER (WHERE remaining < 0) AS owed
    FROM points_lot WHERE account_id = account.id AND (remaining <> 0 OR reserved > 0)
) AS sums ON true
