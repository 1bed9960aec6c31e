-- A store is found by its own key or by another name of it. %(default_store)s takes the rows of a file that names no store.
INSERT INTO shops_store (name, key, address, area, receipts_restart)
SELECT name, key, '', '', restart
FROM (SELECT DISTINCT ON (quen_search_key(name)) name, quen_search_key(name) AS key, restart
      FROM staged_store WHERE name <> '' ORDER BY quen_search_key(name), name) AS named
WHERE key NOT IN (SELECT key FROM shops_storealias)
ON CONFLICT (key) DO NOTHING;

CREATE TEMP TABLE store_of ON COMMIT DROP AS
SELECT staged.store_no,
       CASE WHEN staged.name = '' THEN %(default_store)s::bigint ELSE coalesce(store.id, alias.store_id) END AS store_id
FROM staged_store AS staged
LEFT JOIN shops_store AS store ON store.key = quen_search_key(staged.name)
LEFT JOIN shops_storealias AS alias ON alias.key = quen_search_key(staged.name);

-- How its first file wrote it: the reader marks rows of its other names like that, so that they are known again.
UPDATE shops_store AS store
SET written = first.written
FROM (SELECT store_id, min(written COLLATE "C") AS written
      FROM staged_store JOIN store_of USING (store_no) GROUP BY store_id) AS first
WHERE store.id = first.store_id AND store.written IS NULL;
