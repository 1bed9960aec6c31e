-- What rules ask besides purchases, set-based: every third customer a member with points that expire, every fifth told of
-- a voucher used, every one with a forecast.
INSERT INTO enrolment_member (customer_id, enrolled_at, way, enrolled_by, tier, counters)
SELECT customer_id, %(today)s - drawn * 700 * interval '1 day', 'till', 'system', (ARRAY['', 'bac', 'vang'])[1 + floor(drawn * 3)::int], '{}'
FROM (SELECT customer_id, hashint8(customer_id) %% 1000 / 2000.0 + 0.5 AS drawn FROM insight_customersummary WHERE customer_id %% 3 = 0) AS members;
INSERT INTO points_account (customer_id, balance)
SELECT customer_id, customer_id %% 5000 FROM enrolment_member;
INSERT INTO points_lot (account_id, points, remaining, earned_at, pending_until, expires_at)
SELECT id, balance, balance, %(today)s - interval '300 days', %(today)s - interval '300 days', %(today)s + (customer_id %% 365) * interval '1 day'
FROM points_account WHERE balance > 0;
INSERT INTO events_event (kind, happened_at, customer, actor)
SELECT 'voucher.used', %(today)s - (customer_id %% 400) * interval '1 day', customer_id, 'system'
FROM insight_customersummary WHERE customer_id %% 5 = 0;
INSERT INTO segments_tally (of, customer_id, days, spent)
SELECT 'event:voucher.used', customer,
       array_agg(((happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - date '2000-01-01')::int2 ORDER BY happened_at, id), '{}'
FROM events_event WHERE kind = 'voucher.used' GROUP BY customer;
INSERT INTO insight_forecast (customer_id, p_active, overdue, returns_90, next_visit, expected_30, expected_90, expected_365,
    expected_90_low, expected_90_high, spend_30_minor, spend_90_minor, spend_365_minor, spend_90_low_minor,
    spend_90_high_minor, lifetime_value_minor, worked_out_on)
SELECT customer_id, drawn, 1 - drawn, drawn, date '2026-11-22' + (drawn * 60)::int, drawn, 3 * drawn, 12 * drawn, 0, 6,
       drawn * 100000, drawn * 300000, drawn * 1200000, 0, 600000, drawn * 3000000, date '2026-11-21'
FROM (SELECT customer_id, (hashint8(customer_id)::bigint + 2147483648) / 4294967296.0 AS drawn
      FROM insight_customersummary WHERE purchases > 0) AS known;
INSERT INTO insight_nextproduct (customer_id, rank, product_id)
SELECT customer_id, rank, 1 + floor(2000 * power(((hashint8(customer_id * 3 + rank)::bigint + 2147483648) / 4294967296.0), 3))::int
FROM insight_forecast CROSS JOIN generate_series(1, 3) AS rank;
INSERT INTO outreach_message (customer_id, channel, purpose, version_id, key, state, queued_at, due_at, claimed_at, ended_at, queued_by)
SELECT customer_id, 'email', CASE WHEN n = 1 THEN 'marketing' ELSE 'transactional' END, 1, customer_id || '-' || n, state, at, at, at, at, 'system'
FROM (
    SELECT customer_id, n, CASE WHEN customer_id %% 50 = 3 THEN 'bounced' ELSE 'delivered' END AS state,
           %(today)s - ((customer_id * 7 + n * 31) %% 400) * interval '1 day' AS at
    FROM insight_forecast CROSS JOIN generate_series(1, 2) AS n WHERE (customer_id + n) %% 2 = 0
) AS written;
INSERT INTO tasks_task (title, kind, customer_id, due_at, remind_at, state, made_at, made_by, ended_at)
SELECT 'Gọi', CASE WHEN customer_id %% 2 = 0 THEN 'call' ELSE 'care' END, customer_id, %(today)s, %(today)s,
       CASE WHEN customer_id %% 20 = 0 THEN 'open' ELSE 'done' END, %(today)s, 'system',
       CASE WHEN customer_id %% 20 = 0 THEN NULL::timestamptz ELSE %(today)s END
FROM insight_forecast WHERE customer_id %% 10 = 0
