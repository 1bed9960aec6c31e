-- Receipts that were there already: only lines not seen before are new (a file may cut a receipt in two).
CREATE TEMP TABLE added_line ON COMMIT DROP AS
WITH added AS (
    INSERT INTO purchases_line
        (purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial)
    SELECT purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, line.discount_minor,
           line.amount_minor, serial
    FROM staged_line AS line
    JOIN purchase_of ON purchase_of.purchase_no = line.purchase_no AND NOT is_new
    LEFT JOIN product_of USING (product_no)
    ORDER BY purchase_id
    ON CONFLICT (purchase_id, fingerprint, occurrence) DO NOTHING
    RETURNING purchase_id, amount_minor, discount_minor
)
SELECT * FROM added;
