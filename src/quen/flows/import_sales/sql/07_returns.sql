CREATE TEMP TABLE return_of ON COMMIT DROP AS
SELECT staged.return_no, store_of.store_id, staged.receipt, staged.receipt_period, customer_of.customer_id,
       staged.at AT TIME ZONE %(timezone)s AS returned_at, staged.amount_minor, known.id IS NULL AS is_new,
       known.customer_id AS known_customer_id, known.returned_at AS known_returned_at,
       known.id IS NOT NULL AND known.source IS NULL AS is_taken_back,  -- at a till, which told all of it
       coalesce(known.id, nextval(pg_get_serial_sequence('purchases_return', 'id'))) AS return_id
FROM (SELECT * FROM staged_return ORDER BY return_no) AS staged
JOIN store_of USING (store_no)
LEFT JOIN customer_of USING (person_no)
LEFT JOIN purchases_return AS known ON known.store_id = store_of.store_id AND known.receipt = staged.receipt
 AND known.receipt_period = staged.receipt_period;

INSERT INTO purchases_return (id, store_id, receipt, receipt_period, customer_id, returned_at, amount_minor, source)
SELECT return_id, store_id, receipt, receipt_period, customer_id, returned_at, amount_minor, %(source)s
FROM return_of WHERE is_new ORDER BY return_no;

CREATE TEMP TABLE added_return_line ON COMMIT DROP AS
WITH added AS (
    INSERT INTO purchases_returnline (of_id, fingerprint, occurrence, product_id, quantity, amount_minor, serial)
    SELECT return_id, fingerprint, occurrence, product_id, quantity, line.amount_minor, serial
    FROM staged_return_line AS line
    JOIN return_of USING (return_no)
    LEFT JOIN product_of USING (product_no)
    WHERE NOT return_of.is_taken_back
    ORDER BY return_id
    ON CONFLICT (of_id, fingerprint, occurrence) DO NOTHING
    RETURNING of_id, amount_minor
)
SELECT * FROM added;

UPDATE purchases_return AS back
SET amount_minor = back.amount_minor + added.amount_minor
FROM (SELECT of_id, sum(amount_minor) AS amount_minor FROM added_return_line GROUP BY of_id) AS added
JOIN return_of ON return_of.return_id = added.of_id AND NOT return_of.is_new
WHERE back.id = added.of_id;

UPDATE purchases_return AS back
SET customer_id = coalesce(back.customer_id, again.customer_id), returned_at = least(back.returned_at, again.returned_at)
FROM return_of AS again
WHERE back.id = again.return_id AND NOT again.is_new
  AND (back.customer_id IS NULL AND again.customer_id IS NOT NULL OR again.returned_at < back.returned_at);
