-- Ten purchases a customer on average, set-based: many come once, some come for years. One to three lines each, a few
-- products sell most. Indexes no rule needs are left out while it is filled.
ALTER TABLE purchases_purchase DROP CONSTRAINT receipt_once_per_store_and_period;
DROP INDEX purchase_of_customer;
DROP INDEX purchase_by_time;
INSERT INTO purchases_category (name, key) SELECT 'Nhóm ' || n, 'nhom ' || n FROM generate_series(1, 20) AS n;
INSERT INTO purchases_product (code, name, category_id)
SELECT 'SP' || n, 'Sản phẩm ' || n, 1 + n %% 20 FROM generate_series(1, 2000) AS n;
INSERT INTO purchases_purchase (store_id, receipt, customer_id, bought_at, amount_minor, channel)
SELECT coalesce(last_store, 1), customer_id || '-' || n, customer_id,
       %(today)s - (random() * random() * 1000) * interval '1 day', (exp(11 + random() * 2.5))::bigint,
       (ARRAY['', 'Quầy', 'Zalo', 'Shopee'])[1 + floor(random() * 4)::int]
FROM insight_customersummary CROSS JOIN LATERAL generate_series(1, ceil(purchases * %(factor)s)::int) AS n
ORDER BY random();
INSERT INTO purchases_line (purchase_id, fingerprint, product_id, quantity, amount_minor)
SELECT id, n, 1 + floor(2000 * power(random(), 3))::int, 1, amount_minor / 2
FROM purchases_purchase CROSS JOIN LATERAL generate_series(1, 1 + (id %% 3 = 0)::int) AS n;
CREATE INDEX purchase_of_customer ON purchases_purchase (customer_id, bought_at) WHERE customer_id IS NOT NULL
