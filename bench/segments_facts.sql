-- Ten purchases a customer on average, made by DuckDB and the same every time: many come once, some come for years. One or
-- two lines each, a few products sell most. Every draw is a hash of its own number, so that threads change nothing.
CREATE MACRO drawn(number, salt) AS (hash(number * 64 + salt) % 1000003) / 1000003.0;
CREATE TABLE purchase AS
SELECT row_number() OVER (ORDER BY hash(customer_id * 4096 + n)) AS id, customer_id, customer_id || '-' || n AS receipt, store,
       timestamp '2026-11-22 05:00:00'
       - to_seconds(floor(drawn(customer_id * 4096 + n, 1) * drawn(customer_id * 4096 + n, 2) * 86400000)::BIGINT) AS bought_at,
       exp(11 + drawn(customer_id * 4096 + n, 3) * 2.5)::BIGINT AS amount_minor,
       floor(drawn(customer_id * 4096 + n, 4) * 4)::INT AS number, ['', 'Quầy', 'Zalo', 'Shopee'][1 + number] AS channel
FROM (SELECT customer_id, coalesce(store, 1) AS store, unnest(range(1, ceil(purchases * {factor})::BIGINT + 1)) AS n FROM customer);
CREATE TABLE line AS
SELECT id AS purchase_id, n AS fingerprint, 1 + floor(2000 * power(drawn(id * 4 + n, 5), 3))::INT AS product_id,
       amount_minor // 2 AS amount_minor
FROM (SELECT id, amount_minor, unnest(range(1, 2 + (id % 3 = 0)::INT)) AS n FROM purchase);
CREATE TABLE bought AS
SELECT id, customer_id, bought_at, amount_minor, store, channel, number,
       (bought_at + INTERVAL 7 HOUR)::DATE - DATE '2000-01-01' AS day
FROM purchase;
CREATE TABLE goods AS
SELECT b.id, b.customer_id, b.bought_at, b.day, b.store, b.number, l.product_id, 1 + l.product_id % 20 AS category_id,
       sum(l.amount_minor)::BIGINT AS amount_minor
FROM line l JOIN bought b ON b.id = l.purchase_id GROUP BY ALL
