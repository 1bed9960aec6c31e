-- Forty lines in a hundred bear a serial number and months, as at a shop of household goods: the worst case for the look,
-- because nearly every customer has something. Two and a half lines a receipt; customer 1 is a company with 20,000 lines.
-- Indexes are made after the rows.
ALTER TABLE purchases_purchase DROP CONSTRAINT receipt_once_per_store_and_period;
ALTER TABLE purchases_line DROP CONSTRAINT line_once_per_purchase;
DROP INDEX purchase_of_customer;
DROP INDEX purchase_by_time;
DROP INDEX line_by_serial;
INSERT INTO shops_store (name, key, address, area) SELECT 'Cửa hàng ' || n, 'cua hang ' || n, '', '' FROM generate_series(1, 200) AS n;
INSERT INTO purchases_category (name, key) SELECT 'Nhóm ' || n, 'nhom ' || n FROM generate_series(1, 20) AS n;
INSERT INTO purchases_product (code, name, category_id, warranty_months)
SELECT 'SP' || n, 'Sản phẩm ' || n, 1 + n %% 20, CASE WHEN n %% 5 < 2 THEN 12 END FROM generate_series(1, 2000) AS n;
INSERT INTO people_customer (kind, part, name, created_at)
SELECT 'person', 'buyer', 'Khách ' || n, now() FROM generate_series(1, %(customers)s) AS n;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'phone', '+849' || lpad((id * 7368787 %% 100000000)::text, 8, '0'), now() FROM people_customer;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'card', '88' || lpad(id::text, 14, '0'), now() FROM people_customer;
INSERT INTO purchases_purchase (store_id, receipt, customer_id, bought_at, amount_minor)
SELECT 1 + n %% 200, 'HD' || lpad(n::text, 8, '0'),
       CASE WHEN n <= 8000 THEN 1 ELSE 1 + n::bigint * 7919 %% %(customers)s END,
       timestamptz '2026-11-22' - (random() * 1095) * interval '1 day', 500000
FROM generate_series(1, %(purchases)s) AS n;
INSERT INTO purchases_line (purchase_id, fingerprint, product_id, quantity, amount_minor, serial, warranty_months)
SELECT id, n, product, 1, 200000, CASE WHEN product %% 5 < 2 THEN 'SN' || id || '-' || n ELSE '' END,
       CASE WHEN product %% 5 < 2 THEN (ARRAY[6, 12, 24])[1 + product %% 3] END
FROM (SELECT p.id, n, 1 + (p.id * 31 + n * 977) %% 2000 AS product
      FROM purchases_purchase p CROSS JOIN LATERAL generate_series(1, 2 + (p.id %% 2)::int) AS n) AS sold;
INSERT INTO purchases_return (store_id, receipt, customer_id, returned_at, amount_minor, purchase_id)
SELECT store_id, 'R' || receipt, customer_id, bought_at + interval '3 days', 200000, id
FROM purchases_purchase WHERE id %% 50 = 0;
INSERT INTO purchases_returnline (of_id, fingerprint, occurrence, product_id, quantity, amount_minor, serial)
SELECT r.id, l.fingerprint, l.occurrence, l.product_id, 1, l.amount_minor, l.serial
FROM purchases_return r JOIN purchases_line l ON l.purchase_id = r.purchase_id AND l.fingerprint = 1;
INSERT INTO warranty_claim (line_id, piece, customer_id, fault, proposed, why, decision, place, opened_at, opened_by,
                            moved_at, ended_at)
SELECT l.id, 1, p.customer_id, 'Không lên nguồn', 'accepted', '["x"]', 'accepted', 'handed_over',
       p.bought_at + interval '20 days', 'system', p.bought_at + interval '30 days', p.bought_at + interval '30 days'
FROM purchases_line l JOIN purchases_purchase p ON p.id = l.purchase_id WHERE l.id %% 200 = 0 AND l.serial <> '';
ALTER TABLE purchases_purchase ADD CONSTRAINT receipt_once_per_store_and_period UNIQUE (store_id, receipt, receipt_period);
ALTER TABLE purchases_line ADD CONSTRAINT line_once_per_purchase UNIQUE (purchase_id, fingerprint, occurrence);
CREATE INDEX purchase_of_customer ON purchases_purchase (customer_id, bought_at) WHERE customer_id IS NOT NULL;
CREATE INDEX purchase_by_time ON purchases_purchase (bought_at);
CREATE INDEX line_by_serial ON purchases_line (upper(serial)) WHERE NOT (serial = '')
