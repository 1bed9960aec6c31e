-- %(default_store)s takes the rows of a file that names no store.
INSERT INTO shops_store (name, key, address, area)
SELECT name, key, '', ''
FROM (SELECT DISTINCT ON (quen_search_key(name)) name, quen_search_key(name) AS key
      FROM staged_store WHERE name <> '' ORDER BY quen_search_key(name), name) AS named
ON CONFLICT (key) DO NOTHING;

CREATE TEMP TABLE store_of ON COMMIT DROP AS
SELECT staged.store_no, CASE WHEN staged.name = '' THEN %(default_store)s::bigint ELSE store.id END AS store_id
FROM staged_store AS staged
LEFT JOIN shops_store AS store ON store.key = quen_search_key(staged.name);
