-- Ids are drawn before the insert, so that lines need no look-up afterwards.
CREATE TEMP TABLE purchase_of ON COMMIT DROP AS
SELECT staged.purchase_no, store_of.store_id, staged.receipt, staged.receipt_period, customer_of.customer_id,
       staged.at AT TIME ZONE %(timezone)s AS bought_at, staged.amount_minor, staged.discount_minor, staged.channel,
       staged.staff, known.id IS NULL AS is_new, known.customer_id AS known_customer_id,
       known.bought_at AS known_bought_at,
       known.id IS NOT NULL AND known.source IS NULL AS is_rung_up,
       coalesce(known.id, nextval(pg_get_serial_sequence('purchases_purchase', 'id'))) AS purchase_id
FROM (SELECT * FROM staged_purchase ORDER BY purchase_no) AS staged
JOIN store_of USING (store_no)
LEFT JOIN customer_of USING (person_no)
LEFT JOIN purchases_purchase AS known ON known.store_id = store_of.store_id AND known.receipt = staged.receipt
 AND known.receipt_period = staged.receipt_period;

ANALYZE purchase_of;

INSERT INTO purchases_purchase
    (id, store_id, receipt, receipt_period, customer_id, bought_at, amount_minor, discount_minor, channel, staff_name, source)
SELECT purchase_id, store_id, receipt, receipt_period, customer_id, bought_at, amount_minor, discount_minor, channel, staff,
       %(source)s
FROM purchase_of WHERE is_new ORDER BY purchase_no;
