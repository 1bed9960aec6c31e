-- Receipts that were there already: only lines not seen before are new (a file may cut a receipt in two).
-- What a till rang up here is whole already: its lines have marks of their own, and a file that tells the sale again would
-- double them.
CREATE TEMP TABLE added_line ON COMMIT DROP AS
WITH added AS (
    INSERT INTO purchases_line
        (purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial)
    SELECT purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial
    FROM staged_line
    WHERE purchase_id NOT IN (SELECT purchase_id FROM purchase_of WHERE is_rung_up)
    ON CONFLICT (purchase_id, fingerprint, occurrence) DO NOTHING
    RETURNING purchase_id, amount_minor, discount_minor
)
SELECT * FROM added;
