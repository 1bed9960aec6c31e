-- Which known receipts tell such lines. Only those with a number, and of the day they stand under in the books: on another
-- day a number is another sale (met_receipts.sql).
CREATE TEMP TABLE unknown_receipt ON COMMIT DROP AS
WITH known AS (
    SELECT 'sale' AS kind, purchase_no AS receipt_no, purchase_id AS owner_id, receipt, bought_at AS at,
           known_bought_at AS known_at
    FROM purchase_of WHERE NOT is_new
    UNION ALL
    SELECT 'return', return_no, return_id, receipt, returned_at, known_returned_at FROM return_of WHERE NOT is_new
)
SELECT kind, receipt_no, owner_id
FROM known
WHERE left(receipt, 1) <> '~'
  AND ((at AT TIME ZONE %(timezone)s)::date = (known_at AT TIME ZONE %(timezone)s)::date
       OR abs(extract(epoch FROM at - known_at)) <= 3600 * %(hours)s)
  AND (kind, owner_id) IN (SELECT kind, owner_id FROM unknown_line)
