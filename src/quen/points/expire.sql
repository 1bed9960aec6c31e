-- Post the expiry of everything due, for up to %(most)s accounts (or the one given), in one statement.
-- Plan: due lots come from the partial index lot_due, or for one account from lot_alive; the rest is one row per lot.
-- The lots are read after their accounts are locked, by the accounts' locked rows (FOR UPDATE re-reads them), so the
-- lots are locked as well: whoever changed one meanwhile has its account, which is skipped here.
WITH due AS MATERIALIZED (
  SELECT DISTINCT account_id FROM (
    SELECT account_id FROM points_lot
    WHERE remaining > 0 AND expires_at IS NOT NULL AND expires_at <= %(at)s
      AND (%(account)s::bigint IS NULL OR account_id = %(account)s)
    ORDER BY expires_at LIMIT 20000
  ) AS soonest
  LIMIT %(most)s
), locked AS MATERIALIZED (
  SELECT account.id, account.turn, account.customer_id FROM points_account AS account
  WHERE account.id IN (SELECT account_id FROM due)
  ORDER BY account.id
  FOR UPDATE SKIP LOCKED
), lots AS MATERIALIZED (
  SELECT lot.id, lot.account_id, lot.remaining FROM points_lot AS lot JOIN locked ON locked.id = lot.account_id
  WHERE lot.remaining > 0 AND lot.expires_at <= %(at)s
  FOR UPDATE OF lot
), sums AS (
  SELECT account_id, sum(remaining)::bigint AS points FROM lots GROUP BY account_id
), transfers AS (
  INSERT INTO points_transfer (kind, key, digest, happened_at, recorded_at, reason, by, approved_by)
  SELECT 'expire', 'expire:' || locked.id || ':' || locked.turn,
    encode(sha256(convert_to('expire:' || locked.id || ':' || sums.points, 'UTF8')), 'hex'),
    %(at)s, now(), '', %(by)s, ''
  FROM locked JOIN sums ON sums.account_id = locked.id
  RETURNING id, key
), posted AS (
  SELECT transfers.id, locked.id AS account_id, locked.customer_id, sums.points
  FROM transfers
  JOIN locked ON transfers.key = 'expire:' || locked.id || ':' || locked.turn
  JOIN sums ON sums.account_id = locked.id
), entries AS (
  INSERT INTO points_entry (transfer_id, book, account_id, lot_id, points)
  SELECT posted.id, 'liability', lots.account_id, lots.id, -lots.remaining FROM lots JOIN posted USING (account_id)
  UNION ALL
  SELECT posted.id, 'expired', NULL, NULL, posted.points FROM posted
), emptied AS (
  UPDATE points_lot AS lot SET remaining = 0 FROM lots WHERE lot.id = lots.id
), less AS (
  UPDATE points_account AS account SET balance = balance - posted.points, turn = turn + 1
  FROM posted WHERE account.id = posted.account_id
), told AS (
  INSERT INTO events_event (kind, happened_at, customer, subject, actor, facts)
  SELECT 'points.expired', %(at)s, posted.customer_id, posted.id, %(by)s, jsonb_build_object('points', posted.points)
  FROM posted
)
SELECT count(*), coalesce(sum(points), 0) FROM posted
