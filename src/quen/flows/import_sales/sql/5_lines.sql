INSERT INTO purchases_line
    (purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, discount_minor, amount_minor, serial)
SELECT purchase_id, fingerprint, occurrence, product_id, quantity, unit_price, line.discount_minor,
       line.amount_minor, serial
FROM staged_line AS line
JOIN purchase_of ON purchase_of.purchase_no = line.purchase_no AND is_new
LEFT JOIN product_of USING (product_no)
ORDER BY purchase_id;
