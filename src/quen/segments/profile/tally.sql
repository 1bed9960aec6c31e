-- The tallies of some customers from purchases, lines, returns and the story. What is no longer true is taken away.
-- Answers how many tallies changed, and a customer of one.
-- Plan: the customers' purchases by index, their lines by the unique index that begins with the purchase.
WITH asked AS MATERIALIZED (
    SELECT DISTINCT coalesce(c.root_id, c.id) AS id
    FROM unnest(%(customers)s::bigint[]) AS a (id) JOIN people_customer c ON c.id = a.id
),
members AS MATERIALIZED (
    SELECT id AS customer_id, id FROM asked
    UNION ALL
    SELECT asked.id, c.id FROM asked JOIN people_customer c ON c.root_id = asked.id
),
receipts AS MATERIALIZED (
    SELECT
        m.customer_id, p.id, p.bought_at, p.amount_minor, p.store_id, p.channel,
        ((p.bought_at AT TIME ZONE %(timezone)s)::date - date '2000-01-01')::int2 AS day
    FROM members m JOIN purchases_purchase p ON p.customer_id = m.id
),
named AS (  -- a channel's first receipt gives it its number; one that another transaction just numbered is waited for
    INSERT INTO segments_channelnumber (name)
    SELECT DISTINCT channel FROM receipts
    WHERE channel <> '' AND NOT EXISTS (SELECT FROM segments_channelnumber known WHERE known.name = receipts.channel)
    ON CONFLICT (name) DO UPDATE SET name = excluded.name
    RETURNING id, name
),
channels AS (SELECT id, name FROM segments_channelnumber UNION ALL SELECT id, name FROM named),
bought AS MATERIALIZED (
    SELECT receipts.*, ARRAY[store_id::int, coalesce(-channels.id, 0)] AS place
    FROM receipts LEFT JOIN channels ON channels.name = receipts.channel
),
goods AS MATERIALIZED (  -- a receipt counts once for each product, however many lines name it
    SELECT
        b.customer_id, b.id, b.bought_at, b.day, b.place, l.product_id, sum(l.amount_minor)::bigint AS amount_minor
    FROM bought b JOIN purchases_line l ON l.purchase_id = b.id
    WHERE l.product_id IS NOT NULL GROUP BY b.customer_id, b.id, b.bought_at, b.day, b.place, l.product_id
),
kinds AS (
    SELECT
        g.customer_id, g.id, g.bought_at, g.day, g.place, c.category_id, sum(g.amount_minor)::bigint AS amount_minor
    FROM goods g JOIN purchases_product c ON c.id = g.product_id
    WHERE c.category_id IS NOT NULL GROUP BY g.customer_id, g.id, g.bought_at, g.day, g.place, c.category_id
),
counted AS (
    SELECT 'product:' || product_id AS of, customer_id, day, bought_at, id, amount_minor, place FROM goods
    UNION ALL
    SELECT 'category:' || category_id, customer_id, day, bought_at, id, amount_minor, place FROM kinds
    UNION ALL
    SELECT 'store:' || store_id, customer_id, day, bought_at, id, amount_minor, NULL FROM bought
    UNION ALL
    SELECT 'channel:' || channel, customer_id, day, bought_at, id, amount_minor, NULL FROM bought WHERE channel <> ''
    UNION ALL
    SELECT 'event:returned', m.customer_id, ((r.returned_at AT TIME ZONE %(timezone)s)::date - date '2000-01-01')::int2,
           r.returned_at, r.id, NULL, NULL
    FROM members m JOIN purchases_return r ON r.customer_id = m.id
    UNION ALL
    SELECT 'event:' || e.kind, m.customer_id, ((e.happened_at AT TIME ZONE %(timezone)s)::date - date '2000-01-01')::int2,
           e.happened_at, e.id, NULL, NULL
    FROM members m JOIN events_event e ON e.customer = m.id WHERE e.kind = ANY (%(kinds)s::text[])
),
tallied AS MATERIALIZED (
    SELECT
        of COLLATE "C" AS of, customer_id, array_agg(day ORDER BY bought_at, id) AS days,
        CASE WHEN of LIKE 'event:%%' THEN '{}'::bigint[] ELSE array_agg(upto ORDER BY bought_at, id) END AS spent,
        array_agg(place ORDER BY bought_at, id) FILTER (WHERE place IS NOT NULL) AS places
    FROM (
        SELECT *, sum(amount_minor) OVER (PARTITION BY of, customer_id ORDER BY bought_at, id)::bigint AS upto
        FROM counted
    ) AS added GROUP BY of, customer_id
),
grouped AS (
    INSERT INTO segments_grouping (product, category)
    SELECT DISTINCT product.id, product.category_id FROM goods JOIN purchases_product product ON product.id = product_id
    ON CONFLICT (product) DO NOTHING
),
gone AS (
    DELETE FROM segments_tally t WHERE t.customer_id = ANY (%(customers)s::bigint[] || ARRAY (SELECT id FROM asked))
        AND NOT EXISTS (SELECT FROM tallied n WHERE n.of = t.of AND n.customer_id = t.customer_id)
    RETURNING customer_id
),
written AS (
    INSERT INTO segments_tally AS t (of, customer_id, days, spent, places)
    SELECT of, customer_id, days, spent, places FROM tallied ORDER BY of, customer_id
    ON CONFLICT (of, customer_id) DO UPDATE SET days = excluded.days, spent = excluded.spent, places = excluded.places
    WHERE (t.days, t.spent, t.places) IS DISTINCT FROM (excluded.days, excluded.spent, excluded.places)
    RETURNING customer_id
)
SELECT count(*), min(customer_id) FROM (SELECT * FROM gone UNION ALL SELECT * FROM written) AS changed
