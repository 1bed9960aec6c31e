-- Receipts that were there already: only lines not seen before are new (a file may cut a receipt in two), and of those only
-- the ones no other export told (`told_again`, see recognise.py).
CREATE TEMP TABLE added_line ON COMMIT DROP AS
WITH added AS (
    INSERT INTO purchases_line
        (purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial)
    SELECT owner_id, fingerprint, occurrence, product_id, coalesce(quantity, 1), unit_price, discount_minor, amount_minor,
           serial
    FROM unknown_line AS line
    WHERE kind = 'sale'
      AND NOT EXISTS (SELECT FROM told_again AS told
                      WHERE (told.kind, told.owner_id, told.fingerprint, told.occurrence)
                            = (line.kind, line.owner_id, line.fingerprint, line.occurrence))
    ORDER BY owner_id
    ON CONFLICT (purchase_id, fingerprint, occurrence) DO NOTHING
    RETURNING purchase_id, amount_minor, discount_minor
)
SELECT * FROM added;

-- The lines of new returns among them.
CREATE TEMP TABLE added_return_line ON COMMIT DROP AS
WITH added AS (
    INSERT INTO purchases_returnline (of_id, fingerprint, occurrence, product_id, quantity, amount_minor, serial)
    SELECT owner_id, fingerprint, occurrence, product_id, coalesce(quantity, 1), amount_minor, serial
    FROM unknown_line AS line
    WHERE kind = 'return'
      AND NOT EXISTS (SELECT FROM told_again AS told
                      WHERE (told.kind, told.owner_id, told.fingerprint, told.occurrence)
                            = (line.kind, line.owner_id, line.fingerprint, line.occurrence))
    ORDER BY owner_id
    ON CONFLICT (of_id, fingerprint, occurrence) DO NOTHING
    RETURNING of_id, fingerprint, occurrence, amount_minor
)
SELECT * FROM added;
