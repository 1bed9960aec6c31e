-- Receipts that were there already: only lines not seen before are new (a file may cut a receipt in two).
CREATE TEMP TABLE added_line ON COMMIT DROP AS
WITH added AS (
    INSERT INTO purchases_line
        (purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial)
    SELECT purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial
    FROM staged_line
    ON CONFLICT (purchase_id, fingerprint, occurrence) DO NOTHING
    RETURNING purchase_id, amount_minor, discount_minor
)
SELECT * FROM added;
