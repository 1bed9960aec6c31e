-- What one file sells and another one calls cancelled, whichever was imported first: sold, and taken back since. The row is
-- the same but for its state, so both have one fingerprint. It becomes a line of a return under the receipt's own number.
ALTER TABLE staged_return ADD COLUMN customer_id bigint;
ALTER TABLE staged_return_line ADD COLUMN product_id bigint;

CREATE TEMP TABLE cancelled_now ON COMMIT DROP AS
SELECT told.store_no, told.at, line.purchase_id, line.fingerprint, line.occurrence, line.product_id, line.quantity,
       line.amount_minor, line.serial
FROM staged_adjustment AS told
JOIN store_of USING (store_no)
JOIN purchases_purchase AS purchase
  ON purchase.store_id = store_of.store_id
 AND purchase.receipt = CASE told.receipt WHEN '' THEN '~' || told.fingerprint || '-' || told.occurrence ELSE told.receipt END
JOIN purchases_line AS line
  ON (line.purchase_id, line.fingerprint, line.occurrence) = (purchase.id, told.fingerprint, told.occurrence);

DELETE FROM staged_adjustment AS told
USING cancelled_now AS now
WHERE (told.store_no, told.fingerprint, told.occurrence) = (now.store_no, now.fingerprint, now.occurrence);

-- Kept as cancelled from an earlier import, and sold by these files: their lines of new purchases are in the books by now.
CREATE TEMP TABLE cancelled_before ON COMMIT DROP AS
WITH met AS MATERIALIZED (
    SELECT known.id AS adjustment_id, known.happened_at AT TIME ZONE %(timezone)s AS at, purchase_id, is_new, fingerprint,
           occurrence
    FROM purchases_adjustment AS known
    JOIN purchase_of
      ON purchase_of.store_id = known.store_id
     AND purchase_of.receipt = CASE known.receipt WHEN '' THEN '~' || known.fingerprint || '-' || known.occurrence
                                                  ELSE known.receipt END
)
SELECT adjustment_id, at, purchase_id, fingerprint, occurrence, product_id, quantity, amount_minor, serial
FROM met JOIN purchases_line USING (purchase_id, fingerprint, occurrence) WHERE is_new
UNION ALL
SELECT adjustment_id, at, purchase_id, fingerprint, occurrence, product_id, coalesce(quantity, 1), amount_minor, serial
FROM met JOIN staged_line USING (purchase_id, fingerprint, occurrence) WHERE NOT is_new;

DELETE FROM purchases_adjustment WHERE id IN (SELECT adjustment_id FROM cancelled_before);

CREATE TEMP TABLE taken_back ON COMMIT DROP AS
SELECT store_id, receipt, receipt_period, customer_id, at, fingerprint, occurrence, product_id, quantity,
       cancelled.amount_minor, serial
FROM (SELECT at, purchase_id, fingerprint, occurrence, product_id, quantity, amount_minor, serial FROM cancelled_now
      UNION ALL
      SELECT at, purchase_id, fingerprint, occurrence, product_id, quantity, amount_minor, serial FROM cancelled_before)
     AS cancelled
JOIN purchases_purchase AS purchase ON purchase.id = purchase_id;

-- A return these files tell under the same number takes the lines in; numbers below zero are those of no file.
CREATE TEMP TABLE receipt_taken_back ON COMMIT DROP AS
WITH told AS (
    SELECT store_id, receipt, receipt_period, min(return_no) AS return_no
    FROM staged_return JOIN store_of USING (store_no) GROUP BY store_id, receipt, receipt_period
), receipt AS (
    SELECT store_id, receipt, receipt_period, customer_id, min(at) AS at, sum(amount_minor) AS amount_minor
    FROM taken_back GROUP BY store_id, receipt, receipt_period, customer_id
)
SELECT receipt.*, return_no IS NOT NULL AS is_told,
       coalesce(return_no, -row_number() OVER (ORDER BY at, store_id, receipt, receipt_period)) AS return_no
FROM receipt LEFT JOIN told USING (store_id, receipt, receipt_period);

UPDATE staged_return AS told
SET amount_minor = told.amount_minor + receipt.amount_minor
FROM receipt_taken_back AS receipt
WHERE is_told AND told.return_no = receipt.return_no;

INSERT INTO staged_return (return_no, store_no, receipt, receipt_period, at, amount_minor, customer_id)
SELECT return_no, (SELECT min(store_no) FROM store_of WHERE store_of.store_id = receipt.store_id), receipt, receipt_period,
       at, amount_minor, customer_id
FROM receipt_taken_back AS receipt WHERE NOT is_told;

INSERT INTO staged_return_line (return_no, fingerprint, occurrence, quantity, amount_minor, serial, product_id)
SELECT return_no, fingerprint, occurrence, quantity, taken_back.amount_minor, serial, product_id
FROM taken_back JOIN receipt_taken_back USING (store_id, receipt, receipt_period);

ANALYZE staged_return, staged_return_line;
