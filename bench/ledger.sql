-- A ledger as a shop has it whose members (they are written already) earned so many times: two of five lots spent whole, one of ten
-- due since an hour, the rest alive; a transfer and two entries for each. The books agree: `quen check ledger` says so.
INSERT INTO points_account (customer_id) SELECT id FROM people_customer;

CREATE TEMPORARY TABLE given AS
SELECT i AS id, account.id AS account_id, 10 + i %% 90 AS points, i %% 5 < 2 AS is_spent,
  %(at)s - make_interval(days => 1 + i %% 700, secs => i %% 1000) AS earned_at,
  CASE WHEN i %% 10 = 9 THEN %(at)s - interval '1 hour' ELSE %(at)s + make_interval(days => 1 + i %% 360) END AS expires_at
FROM generate_series(1, %(earned)s) i
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM points_account) account
  ON account.place = abs(hashint4(i)::bigint) %% %(accounts)s;

INSERT INTO points_lot (id, account_id, points, remaining, earned_at, pending_until, expires_at, version)
SELECT id, account_id, points, CASE WHEN is_spent THEN 0 ELSE points END, earned_at, earned_at, expires_at, 1 FROM given;

INSERT INTO points_transfer (id, kind, key, digest, happened_at, recorded_at, version, by)
SELECT id, 'earn', 'e' || id, encode(sha256(id::text::bytea), 'hex'), earned_at, earned_at, 1, 'system' FROM given
UNION ALL
SELECT id + %(earned)s, 'redeem', 'r' || id, encode(sha256(id::text::bytea), 'hex'), earned_at + interval '12 hours',
  earned_at + interval '12 hours', 1, 'system' FROM given WHERE is_spent;

INSERT INTO points_entry (transfer_id, book, account_id, lot_id, points)
SELECT id, 'liability', account_id, id, points FROM given
UNION ALL SELECT id, 'expense', NULL, NULL, -points FROM given
UNION ALL SELECT id + %(earned)s, 'liability', account_id, id, -points FROM given WHERE is_spent
UNION ALL SELECT id + %(earned)s, 'redeemed', NULL, NULL, points FROM given WHERE is_spent;

UPDATE points_account AS account SET balance = lots.balance, turn = lots.turn FROM (
  SELECT account_id, sum(CASE WHEN is_spent THEN 0 ELSE points END) AS balance, count(*) + count(*) FILTER (WHERE is_spent) AS turn
  FROM given GROUP BY 1
) AS lots WHERE lots.account_id = account.id;

SELECT setval(pg_get_serial_sequence('points_lot', 'id'), (SELECT max(id) FROM points_lot));
SELECT setval(pg_get_serial_sequence('points_transfer', 'id'), (SELECT max(id) FROM points_transfer));
