-- Everything one sale is judged by, in one row, and the numbers its own rows will have.
-- JSON comes as text, so that it is read alike on every connection.
-- Plan: index lookups of single rows only; what grows with the member is her living lots (lot_alive). Prepared once a
-- connection. Lots one by one are asked for only where points are spent or owed: otherwise their sums do.
SELECT
    (SELECT jsonb_build_array(digest, answer)::text FROM flows_answered WHERE key = %(key)s::text) AS answered,
    (SELECT jsonb_build_array(purchase.id, answered.digest, answered.answer)::text
     FROM purchases_purchase AS purchase LEFT JOIN flows_answered AS answered ON answered.purchase = purchase.id
     WHERE purchase.store_id = %(store)s::bigint AND purchase.receipt = %(receipt)s::text) AS recorded,
    (SELECT name FROM shops_store WHERE id = %(store)s::bigint) AS store,
    (SELECT timezone FROM shops_business WHERE id = 1) AS timezone,
    (SELECT id FROM enrolment_programmeversion
     WHERE launched_at IS NOT NULL AND effective_from <= local.day
       AND (effective_until IS NULL OR effective_until >= local.day)
     ORDER BY effective_from DESC, number DESC LIMIT 1) AS version,
    (SELECT jsonb_object_agg(product.code, jsonb_build_array(product.id, product.name, coalesce(category.name, '')))::text
     FROM purchases_product AS product LEFT JOIN purchases_category AS category ON category.id = product.category_id
     WHERE product.code = ANY (%(codes)s::text[])) AS products,
    person.id AS customer, person.birth_date AS birthday,
    member.customer_id AS member, member.turn, member.version AS judged_by, member.counters::text, member.tier,
    account.id AS account, account.turn AS account_turn,
    coalesce(sums.pending, 0)::bigint AS pending, coalesce(sums.available, 0)::bigint AS available,
    coalesce(sums.owed, 0)::bigint AS owed,
    CASE WHEN %(redeem)s::bigint > 0 OR sums.owed > 0 THEN (
        SELECT jsonb_agg(jsonb_build_array(
            id, remaining,
            remaining > 0 AND pending_until <= %(at)s::timestamptz
                AND (expires_at IS NULL OR expires_at > %(at)s::timestamptz),
            remaining > 0 AND pending_until > %(at)s::timestamptz
        ) ORDER BY expires_at NULLS LAST, id)::text
        FROM points_lot WHERE account_id = account.id AND remaining <> 0) END AS lots,
    CASE WHEN %(key)s::text <> '' THEN ARRAY [
        nextval('purchases_purchase_id_seq'), nextval('points_transfer_id_seq'), nextval('points_transfer_id_seq'),
        nextval('points_transfer_id_seq'), nextval('points_lot_id_seq'), nextval('points_lot_id_seq')
    ] END AS numbers
FROM (SELECT (%(at)s::timestamptz AT TIME ZONE coalesce((SELECT timezone FROM shops_business WHERE id = 1), 'UTC'))::date
      AS day) AS local
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
