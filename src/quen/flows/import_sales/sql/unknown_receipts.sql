-- Which known receipts tell such lines: only those with a number, of the day they stand under in the books (on another day a
-- number is another sale: met_receipts.sql), and of nobody else and no other minute where both sides tell it. Two tills
-- that both count from one must not take each other's lines for their own. Whoever was merged counts as one.
CREATE TEMP TABLE unknown_receipt ON COMMIT DROP AS
WITH known AS (
    SELECT 'sale' AS kind, purchase_no AS receipt_no, purchase_id AS owner_id, receipt, customer_id, known_customer_id,
           bought_at AT TIME ZONE %(timezone)s AS at, known_bought_at AT TIME ZONE %(timezone)s AS known_at
    FROM purchase_of WHERE NOT is_new
    UNION ALL
    SELECT 'return', return_no, return_id, receipt, NULL, NULL, returned_at AT TIME ZONE %(timezone)s,
           known_returned_at AT TIME ZONE %(timezone)s
    FROM return_of WHERE NOT is_new
)
SELECT known.kind, receipt_no, owner_id
FROM known
LEFT JOIN people_customer AS told ON told.id = known.customer_id
LEFT JOIN people_customer AS held ON held.id = known.known_customer_id
WHERE left(receipt, 1) <> '~'
  AND at::date = known_at::date
  AND (at::time = '00:00' OR known_at::time = '00:00' OR abs(extract(epoch FROM at - known_at)) < 60)
  AND coalesce(coalesce(told.root_id, told.id) = coalesce(held.root_id, held.id), true)
  AND (known.kind, owner_id) IN (SELECT kind, owner_id FROM unknown_line)
