-- Unknown lines beside the lines their receipt holds, lines with the same facts as one with their count. The lines of
-- another layout tell the receipt anew: each layout has all held lines to itself but those it names by fingerprint.
CREATE TEMP TABLE told_group ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY min(line_no)) AS told_no, kind, owner_id, part, amount_minor, product_id, has_code,
       product_name, quantity, unit_price, serial, array_agg(line_no ORDER BY line_no) AS line_nos, count(*) AS lines_left
FROM told_line
JOIN unknown_line USING (kind, owner_id, fingerprint, occurrence)
GROUP BY kind, owner_id, part, amount_minor, product_id, has_code, product_name, quantity, unit_price, serial;

CREATE TEMP TABLE held_group ON COMMIT DROP AS
WITH receipt AS (
    SELECT DISTINCT kind, owner_id, part FROM told_group
), held AS (
    SELECT kind, owner_id, part, id, fingerprint, occurrence, product_id, quantity, unit_price, amount_minor, serial
    FROM receipt JOIN purchases_line ON purchase_id = owner_id WHERE kind = 'sale'
    UNION ALL
    SELECT kind, owner_id, part, id, fingerprint, occurrence, product_id, quantity, NULL, amount_minor, serial
    FROM receipt JOIN purchases_returnline ON of_id = owner_id WHERE kind = 'return'
)
SELECT row_number() OVER (ORDER BY min(id)) AS held_no, kind, owner_id, part, amount_minor, product_id, quantity,
       unit_price, serial, count(*) AS lines_left
FROM held
WHERE NOT EXISTS (SELECT FROM told_line AS told
                  WHERE (told.kind, told.owner_id, told.part, told.fingerprint, told.occurrence)
                        = (held.kind, held.owner_id, held.part, held.fingerprint, held.occurrence))
GROUP BY kind, owner_id, part, amount_minor, product_id, quantity, unit_price, serial;

ANALYZE told_group, held_group;

-- Pairs whose facts agree as far as both have them, each receipt and amount a block. A product without a code of its own is
-- called by its name. A held quantity of 1 may mean that none was told.
CREATE TEMP TABLE pair ON COMMIT DROP AS
WITH told_name AS MATERIALIZED (
    SELECT product_name, nullif(quen_search_key(product_name), '') AS name_key
    FROM (SELECT DISTINCT product_name FROM told_group WHERE product_name IS NOT NULL) AS named
), held_product AS MATERIALIZED (
    SELECT id AS product_id, nullif(quen_search_key(name), '') AS name_key,
           quen_search_key(code) <> quen_search_key(name) AS has_code
    FROM purchases_product WHERE id IN (SELECT product_id FROM held_group)
)
SELECT dense_rank() OVER (ORDER BY kind, owner_id, part, amount_minor) AS block_no, told_no, held_no,
       (told.product_id IS NOT DISTINCT FROM held.product_id)::int + (told.quantity IS NOT DISTINCT FROM held.quantity)::int
       + (told.unit_price IS NOT DISTINCT FROM held.unit_price)::int + (told.serial = held.serial)::int AS likeness
FROM told_group AS told
JOIN held_group AS held USING (kind, owner_id, part, amount_minor)
LEFT JOIN told_name USING (product_name)
LEFT JOIN held_product ON held_product.product_id = held.product_id
WHERE CASE WHEN told.product_id = held.product_id THEN true
           WHEN told.has_code AND held_product.has_code THEN false
           ELSE coalesce(told_name.name_key = held_product.name_key, true) END
  AND (held.quantity = 1 OR coalesce(told.quantity = held.quantity, true))
  AND coalesce(told.unit_price = held.unit_price, true)
  AND (told.serial = held.serial OR '' IN (told.serial, held.serial));

ANALYZE pair;
