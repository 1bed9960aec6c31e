-- Lines of receipts that were there already, and of new returns, whose fingerprint their receipt does not hold yet. An
-- anti-join: by the tables' unique indexes for a day's file, by hash for a year's.
-- What a till rang up or took back here is whole already: its lines have marks of their own, and a file that tells it again
-- would double them.
CREATE TEMP TABLE unknown_line ON COMMIT DROP AS
SELECT 'sale' AS kind, purchase_id AS owner_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor,
       amount_minor, serial
FROM staged_line AS told
WHERE purchase_id NOT IN (SELECT purchase_id FROM purchase_of WHERE is_rung_up)
  AND NOT EXISTS (SELECT FROM purchases_line AS line
                  WHERE (line.purchase_id, line.fingerprint, line.occurrence)
                        = (told.purchase_id, told.fingerprint, told.occurrence))
UNION ALL
SELECT 'return', return_id, fingerprint, occurrence, coalesce(product_of.product_id, told.product_id), quantity, NULL, 0,
       told.amount_minor, serial
FROM staged_return_line AS told
JOIN return_of USING (return_no)
LEFT JOIN product_of USING (product_no)
WHERE NOT return_of.is_taken_back
  AND NOT EXISTS (SELECT FROM purchases_returnline AS line
                  WHERE (line.of_id, line.fingerprint, line.occurrence)
                        = (return_id, told.fingerprint, told.occurrence));

ANALYZE unknown_line;

-- Those of them that stand in the books by the facts of another export.
CREATE TEMP TABLE told_again (kind text, owner_id bigint, fingerprint bigint, occurrence int) ON COMMIT DROP;
