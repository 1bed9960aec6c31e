CREATE TEMP TABLE return_of ON COMMIT DROP AS
SELECT staged.return_no, store_of.store_id, staged.receipt, staged.receipt_period,
       coalesce(customer_of.customer_id, staged.customer_id) AS customer_id,
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
