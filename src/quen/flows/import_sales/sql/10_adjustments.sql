INSERT INTO purchases_adjustment
    (store_id, receipt, fingerprint, occurrence, happened_at, product_id, quantity, amount_minor, source)
SELECT store_id, receipt, fingerprint, occurrence, at AT TIME ZONE %(timezone)s, product_id, quantity, amount_minor,
       %(source)s
FROM staged_adjustment
JOIN store_of USING (store_no)
LEFT JOIN product_of USING (product_no)
ON CONFLICT (store_id, fingerprint, occurrence) DO NOTHING;
