-- A million customers with everything the list filters by, set-based. Stages lie where they lie in life: who is new has
-- few purchases, who lapsed came long ago, so that no order of the list is kind to a filter by luck.
SELECT setseed(0.5);
INSERT INTO shops_store (name, key, address, area)
SELECT 'Chi nhánh ' || n, 'chi nhanh ' || n, '', '' FROM generate_series(1, 40) AS n;
INSERT INTO people_customer (id, root_id, kind, part, name, search, gender, birth_date, area, tags, is_internal, created_at)
SELECT n, CASE WHEN is_merged THEN n - 1 END, CASE WHEN n %% 100 = 7 THEN 'company' ELSE 'person' END, 'buyer', name,
       -- What refresh_search would write, at once: an update of every row leaves a second table of dead ones.
       CASE WHEN NOT is_merged THEN quen_search(concat_ws(' ', quen_words(quen_search_key(name)),
         quen_identity_words('phone', '+849' || lpad((n * 7368787 %% 100000000)::text, 8, '0')),
         quen_identity_words('code', 'KH' || lpad(n::text, 7, '0')),
         CASE WHEN n %% 4 = 0 THEN quen_identity_words('email', 'khach.' || n || '@example.com') END)) END,
       (ARRAY['female', 'male', '', 'other'])[1 + least(3, floor(random() * 3.01))::int],
       CASE WHEN random() < 0.5 THEN date '1950-01-01' + floor(random() * 20000)::int END,
       CASE WHEN random() < 0.4 THEN 'Quận ' || (1 + floor(random() * 12)::int) ELSE '' END,
       CASE WHEN random() < 0.02 THEN ARRAY['VIP'] WHEN random() < 0.001 THEN ARRAY['Tết 2026']
            WHEN random() < 0.3 THEN ARRAY['thẻ giấy'] ELSE ARRAY[]::text[] END,
       n %% 30000 = 11, now()
FROM (
  SELECT n, n %% 200 = 1 AND n > 1 AS is_merged, CASE WHEN n %% 50 = 3 THEN '' ELSE
         (%(families)s::text[])[1 + floor(random() * cardinality(%(families)s::text[]))::int] || ' '
         || (%(middles)s::text[])[1 + floor(random() * cardinality(%(middles)s::text[]))::int] || ' '
         || (%(given)s::text[])[1 + floor(random() * cardinality(%(given)s::text[]))::int] END AS name
  FROM generate_series(1::bigint, %(customers)s) AS n
) AS named;
SELECT setval(pg_get_serial_sequence('people_customer', 'id'), %(customers)s);
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'phone', '+849' || lpad((id * 7368787 %% 100000000)::text, 8, '0'), now() FROM people_customer;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'code', 'KH' || lpad(id::text, 7, '0'), now() FROM people_customer;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'email', 'khach.' || id || '@example.com', now() FROM people_customer WHERE id %% 4 = 0;
INSERT INTO people_consent (customer_id, purpose, channel, is_given, given_at, proof, recorded_by)
SELECT id, 'marketing', 'all', random() < 0.8, now() - random() * interval '700 days', 'quầy', 'system'
FROM people_customer WHERE id %% 3 = 0;
INSERT INTO insight_customersummary (customer_id, stage, purchases, purchase_days, revenue_minor, first_at, last_at,
    last_store, median_gap_days, is_first_big, value_band, updated_at)
SELECT id, stage, purchases, purchases, revenue_minor, last_at - purchases * interval '12 days', last_at,
       CASE WHEN purchases > 0 THEN 1 + floor(random() * random() * 40)::int END,
       CASE WHEN purchases > 1 THEN 12 END, purchases > 0 AND random() < 0.1,
       CASE WHEN purchases = 0 THEN '' WHEN above < 0.05 THEN 'top' WHEN above < 0.2 THEN 'high'
            WHEN above < 0.5 THEN 'middle' ELSE 'low' END, now()
FROM (
  SELECT *, percent_rank() OVER (PARTITION BY purchases > 0 ORDER BY revenue_minor DESC) AS above
  FROM (
    SELECT *, (purchases * exp(11 + random() * 2.5))::bigint AS revenue_minor
    FROM (
      SELECT id, stage,
             CASE stage WHEN 'potential' THEN 0 WHEN 'new' THEN 1 WHEN 'repeat' THEN 2 + floor(random() * 3)::int
               WHEN 'loyal' THEN 5 + floor(-ln(random() + 1e-9) * 12)::int
               ELSE 1 + floor(-ln(random() + 1e-9) * 4)::int END AS purchases,
             CASE stage WHEN 'potential' THEN NULL WHEN 'lapsed' THEN %(today)s - (60 + random() * 600) * interval '1 day'
               ELSE %(today)s - random() * 60 * interval '1 day' END AS last_at
      FROM (
        SELECT id, CASE WHEN r < 0.05 THEN 'potential' WHEN r < 0.3 THEN 'new' WHEN r < 0.5 THEN 'repeat'
                        WHEN r < 0.65 THEN 'loyal' ELSE 'lapsed' END AS stage
        FROM (SELECT id, random() AS r FROM people_customer WHERE root_id IS NULL) AS drawn
      ) AS staged
    ) AS bought
  ) AS worth
) AS ranked
