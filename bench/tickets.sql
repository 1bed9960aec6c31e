INSERT INTO people_customer (name, kind, part, is_internal, created_at)
SELECT 'Nguyễn Thị ' || number, 'person', 'buyer', false, %(now)s FROM generate_series(1, 2000) AS number;
INSERT INTO tickets_ticket (kind, topic, priority, came_by, subject, customer_id, is_proven, store_id, role, owner_id,
    state, opened_at, opened_by, changed_at, first_due_at, solve_due_at, due_at, alarm_at, left_seconds, search)
SELECT (ARRAY['complaint', 'request', 'request', 'praise'])[1 + number %% 4],
    (ARRAY['delivery', 'product', 'points', 'staff', 'other'])[1 + number %% 5], 'normal',
    (ARRAY['email', 'web', 'phone'])[1 + number %% 3], 'Cà phê giao tới đã nguội ' || number, person.id, true,
    1 + number %% 10, 'support', CASE WHEN number %% 3 = 0 THEN (SELECT id FROM shops_staff LIMIT 1) END,
    CASE WHEN number %% 10 = 0 THEN 'waiting' ELSE 'open' END, %(now)s - number * interval '7 seconds', 'system', %(now)s,
    due.at, due.at + interval '1 day', CASE WHEN number %% 10 <> 0 THEN due.at END,
    CASE WHEN number %% 10 <> 0 THEN due.at - interval '1 hour' END, CASE WHEN number %% 10 = 0 THEN 3600 END,
    'ca phe giao toi da nguoi ' || number
FROM generate_series(1, %(tickets)s) AS number
JOIN LATERAL (SELECT %(now)s + number * interval '11 seconds' AS at) AS due ON true
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM people_customer) AS person
    ON person.place = 1 + number %% 2000
