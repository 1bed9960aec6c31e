-- One sale, whole, and only while the member's counters and account are those it was judged by, and what it takes out of
-- budgets still fits its parts of them: otherwise nothing is written and no row comes back, and the sale is read and
-- judged again.
-- Plan: `locked` locks the member's two rows (after a wait the turns are compared again with what is there by then),
-- `parts` one row of each budget the sale takes of, which for most sales are none; every other part inserts a row or a few from the parameters. No part reads another one's table. Prepared once a connection.
WITH locked AS MATERIALIZED (
    SELECT member.customer_id, account.id AS account_id
    FROM enrolment_member AS member JOIN points_account AS account ON account.id = %(account)s::bigint
    WHERE member.customer_id = %(member)s::bigint AND member.turn = %(turn)s::bigint
      AND account.turn = %(account_turn)s::bigint
    FOR UPDATE
), parts AS MATERIALIZED (
    SELECT budget.points + given.points > given.most AS is_over
    FROM locked,
         jsonb_to_recordset(%(budgets)s::jsonb) AS given (rule text, part int, points bigint, most bigint),
         flows_budgetused AS budget
    WHERE budget.rule = given.rule AND budget.part = given.part
    ORDER BY given.rule
    FOR UPDATE OF budget
), held AS MATERIALIZED (
    SELECT customer_id, account_id FROM locked WHERE NOT EXISTS (SELECT FROM parts WHERE is_over)
), gate AS (
    SELECT WHERE %(member)s::bigint IS NULL OR EXISTS (SELECT FROM held)
), purchase AS (
    INSERT INTO purchases_purchase
        (id, store_id, receipt, receipt_period, customer_id, bought_at, amount_minor, discount_minor, channel, staff_name)
    SELECT %(purchase)s::bigint, %(store)s::bigint, %(receipt)s::text, %(receipt_period)s::text, %(customer)s::bigint, %(at)s::timestamptz,
           %(amount)s::bigint, %(discount)s::bigint, %(channel)s::text, %(staff)s::text
    FROM gate
    RETURNING id
), line AS (
    INSERT INTO purchases_line
        (purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial)
    SELECT %(purchase)s::bigint, fingerprint, occurrence, product, milli / 1000.0,
           round((amount + discount) * 1000.0 / nullif(milli, 0), 4), discount, amount, serial
    FROM gate, jsonb_to_recordset(%(lines)s::jsonb) AS line
        (fingerprint bigint, occurrence int, product bigint, milli bigint, discount bigint, amount bigint, serial text)
), counted AS (
    UPDATE enrolment_member AS member
    SET counters = %(counters)s::jsonb, version = %(kept_version)s::int, tier = %(tier)s::text,
        tier_until = %(tier_until)s::date, turn = turn + 1
    FROM held WHERE member.customer_id = held.customer_id
), balanced AS (
    UPDATE points_account AS account SET balance = balance + %(change)s::bigint, turn = turn + %(moves)s::int
    FROM held WHERE account.id = held.account_id AND %(moves)s::int > 0
), moved AS (
    INSERT INTO points_transfer (id, kind, key, digest, happened_at, recorded_at, purchase_id, version, by)
    SELECT id, kind, key, %(digest)s::text, %(at)s::timestamptz, now(), %(purchase)s::bigint, %(version)s::int, %(by)s::text
    FROM held, jsonb_to_recordset(%(transfers)s::jsonb) AS transfer (id bigint, kind text, key text)
), given AS (
    INSERT INTO points_lot
        (id, account_id, points, remaining, earned_at, pending_until, expires_at, purchase_id, version)
    SELECT id, held.account_id, points, remaining, %(at)s::timestamptz, pending_until, expires_at, %(purchase)s::bigint,
           %(version)s::int
    FROM held, jsonb_to_recordset(%(new_lots)s::jsonb) AS lot
        (id bigint, points bigint, remaining bigint, pending_until timestamptz, expires_at timestamptz)
), burnt AS (
    UPDATE points_lot AS lot SET
        remaining = lot.remaining + changed.points,
        expires_at = CASE WHEN lot.expires_at > %(at)s::timestamptz AND lot.version = ANY (%(alive_versions)s::int[])
                          THEN greatest(lot.expires_at, %(alive_until)s::timestamptz) ELSE lot.expires_at END
    FROM held, jsonb_to_recordset(%(changed_lots)s::jsonb) AS changed (id bigint, points bigint)
    WHERE lot.id = changed.id AND lot.account_id = held.account_id
), kept_alive AS (
    -- Where points end by inactivity, a visit moves the ends of the lots still alive (points/keep_alive.py).
    UPDATE points_lot AS lot SET expires_at = %(alive_until)s::timestamptz
    FROM held
    WHERE %(alive_until)s::timestamptz IS NOT NULL AND lot.account_id = held.account_id
      AND (lot.remaining > 0 OR lot.reserved > 0) AND lot.version = ANY (%(alive_versions)s::int[])
      AND lot.expires_at > %(at)s::timestamptz AND lot.expires_at < %(alive_until)s::timestamptz
      AND lot.id NOT IN (
          SELECT id FROM jsonb_to_recordset(%(changed_lots)s::jsonb) AS changed (id bigint, points bigint))
), entered AS (
    INSERT INTO points_entry (transfer_id, book, account_id, lot_id, points)
    SELECT transfer, book, CASE WHEN lot IS NOT NULL THEN held.account_id END, lot, points
    FROM held, jsonb_to_recordset(%(entries)s::jsonb) AS entry (transfer bigint, book text, lot bigint, points bigint)
), judged AS (
    INSERT INTO points_accrual (purchase_id, customer_id, version, points, judged)
    SELECT %(purchase)s::bigint, held.customer_id, %(version)s::int, %(points)s::bigint, %(judged)s::jsonb FROM held
    WHERE %(judged)s::jsonb IS NOT NULL
), budgeted AS (
    INSERT INTO flows_budgetused AS budget (rule, part, points)
    SELECT rule, part, points
    FROM held, jsonb_to_recordset(%(budgets)s::jsonb) AS given (rule text, part int, points bigint)
    ON CONFLICT (rule, part) DO UPDATE SET points = budget.points + excluded.points
), told AS (
    INSERT INTO events_event (kind, happened_at, customer, store, subject, actor, address, facts)
    SELECT kind, %(at)s::timestamptz, event.customer, event.store, event.subject, %(by)s::text, %(address)s::text, facts
    FROM gate, jsonb_to_recordset(%(events)s::jsonb) AS event
        (kind text, customer bigint, store bigint, subject bigint, facts jsonb)
), answered AS (
    INSERT INTO flows_answered (key, digest, answer, answered_at, purchase)
    SELECT %(key)s::text, %(digest)s::text, %(answer)s::jsonb, now(), %(purchase)s::bigint FROM gate
)
SELECT id FROM purchase
