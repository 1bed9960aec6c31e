-- Receipts of the files that stand in the books already, on another day, for somebody else (or nobody), with none of the
-- lines the files tell: another sale under the same number. Looked at before their lines are added.
WITH met AS (
    SELECT *, (bought_at AT TIME ZONE %(timezone)s)::date AS day, (known_bought_at AT TIME ZONE %(timezone)s)::date AS known_day
    FROM purchase_of WHERE NOT is_new AND left(receipt, 1) <> '~'
)
SELECT store_id, receipt, day, known_day
FROM met
WHERE day <> known_day AND abs(extract(epoch FROM bought_at - known_bought_at)) > 3600 * %(hours)s
  AND (customer_id IS NULL OR customer_id IS DISTINCT FROM known_customer_id)
  AND NOT EXISTS (
      SELECT FROM staged_line AS told JOIN purchases_line AS line USING (purchase_id, fingerprint, occurrence)
      WHERE told.purchase_id = met.purchase_id)
ORDER BY receipt, store_id
