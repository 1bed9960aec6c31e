-- Screens: one look at many rows that says for several rules at once whether any row may break them. A rule that is not suspected
-- is not asked; one that is, is counted exactly by its own query. A screen never passes over a broken row: see below.

-- name: sums
-- Whether sums by transfer and by lot agree, without grouping: every group is weighed with 2 x 22 bits of a hash drawn anew for
-- each check (%(seed)s). Where each group agrees the weighed sums agree; where one does not they differ, but for one chance in 2^44.
-- Plan: one scan of the entries, one of the lots. Points below 2^40 a row (points/request.py) times 22 bits fit a bigint.
WITH entry AS (
    SELECT sum((t & 4194303) * points) AS transfers, sum((t >> 42) * points) AS transfers_too,
           sum((l & 4194303) * points) FILTER (WHERE book = 'liability') AS remaining,
           sum((l >> 42) * points) FILTER (WHERE book = 'liability') AS remaining_too,
           sum((l & 4194303) * points) FILTER (WHERE book = 'reserved') AS reserved,
           sum((l >> 42) * points) FILTER (WHERE book = 'reserved') AS reserved_too
    FROM (SELECT book, points, hashint8extended(transfer_id, %(seed)s) AS t, hashint8extended(lot_id, %(seed)s) AS l
          FROM points_entry OFFSET 0) AS weighed
), lot AS (
    SELECT sum((l & 4194303) * remaining) AS remaining, sum((l >> 42) * remaining) AS remaining_too,
           sum((l & 4194303) * reserved) AS reserved, sum((l >> 42) * reserved) AS reserved_too
    FROM (SELECT remaining, reserved, hashint8extended(id, %(seed)s) AS l FROM points_lot OFFSET 0) AS weighed
)
SELECT (coalesce(transfers, 0), coalesce(transfers_too, 0)) <> (0, 0),
       (coalesce(entry.remaining, 0), coalesce(entry.remaining_too, 0), coalesce(entry.reserved, 0), coalesce(entry.reserved_too, 0))
       <> (coalesce(lot.remaining, 0), coalesce(lot.remaining_too, 0), coalesce(lot.reserved, 0), coalesce(lot.reserved_too, 0))
FROM entry, lot;

-- name: transfers
-- Plan: one hash join of all entries with all transfers.
SELECT coalesce(bool_or(e.id IS NULL), false), coalesce(bool_or(may.kind IS NULL AND e.id IS NOT NULL AND t.id IS NOT NULL), false),
       coalesce(bool_or(t.id IS NULL), false)
FROM points_entry AS e FULL JOIN points_transfer AS t ON t.id = e.transfer_id
LEFT JOIN (VALUES {pairs}) AS may (kind, book) ON (may.kind, may.book) = (t.kind, e.book);

-- name: lots
-- Plan: one hash join of the entries with the lots.
SELECT coalesce(bool_or(e.account_id <> l.account_id), false), coalesce(bool_or(l.id IS NULL), false)
FROM points_entry AS e LEFT JOIN points_lot AS l ON l.id = e.lot_id WHERE e.lot_id IS NOT NULL;

-- name: first
-- Whether every lot was given what it says by its first entry, weighed like the sums.
-- Plan: the entries of lots sorted once (half the time of a smallest number by lot, looked up); one scan of the lots.
WITH given AS (
    SELECT sum((l & 4194303) * points) AS points, sum((l >> 42) * points) AS points_too
    FROM (SELECT DISTINCT ON (lot_id) points, hashint8extended(lot_id, %(seed)s) AS l
          FROM points_entry WHERE lot_id IS NOT NULL ORDER BY lot_id, id) AS weighed
), lot AS (
    SELECT sum((l & 4194303) * points) AS points, sum((l >> 42) * points) AS points_too
    FROM (SELECT points, hashint8extended(id, %(seed)s) AS l FROM points_lot OFFSET 0) AS weighed
)
SELECT (coalesce(given.points, 0), coalesce(given.points_too, 0)) <> (coalesce(lot.points, 0), coalesce(lot.points_too, 0))
FROM given, lot;
