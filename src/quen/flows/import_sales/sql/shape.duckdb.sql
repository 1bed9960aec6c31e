-- Inside the reader's DuckDB: its rows become the tables PostgreSQL takes over, column by column as `staging.py` names
-- them. Texts are cut to what the database holds. "at" is quoted: DuckDB reads the bare word as a keyword.

-- One row per store name; '' stands for "the file does not say". `written` is the text its fingerprints hold, `restart`
-- how often its receipt numbers start again (store_numbering, see shape.py).
CREATE OR REPLACE TABLE staged_store AS
SELECT row_number() OVER (ORDER BY name) AS store_no, name, written, restart
FROM (SELECT left(coalesce(store, ''), 200) AS name, min(left(coalesce(store_mark, ''), 200)) AS written FROM sales_rows
      GROUP BY 1)
JOIN store_numbering USING (name);

-- The product of a row: the till's code, else its name.
CREATE OR REPLACE MACRO product_code(code, name) AS left(coalesce(code, lower(strip_accents(name))), 200);

-- A name may change over time: the latest one counts, so that the order in which files are imported does not matter.
CREATE OR REPLACE TABLE staged_product AS
SELECT row_number() OVER (ORDER BY code) AS product_no, code, left(named.name, 300) AS name, named.since AS named_at,
       left(grouped.name, 200) AS category, grouped.since AS grouped_at
FROM (
    SELECT product_code(product, product_name) AS code,
           max({'since': "at", 'name': product_name}) FILTER (WHERE product_name IS NOT NULL) AS named,
           max({'since': "at", 'name': category}) FILTER (WHERE category IS NOT NULL) AS grouped
    FROM sales_rows
    WHERE coalesce(product, product_name) IS NOT NULL
    GROUP BY 1
);

CREATE OR REPLACE TABLE known_person AS
SELECT row_number() OVER (ORDER BY since, person) AS person_no, person, left(named.name, 200) AS name,
       named.since AS named_at
FROM (
    SELECT person, min("at") AS since,
           max({'since': "at", 'name': name}) FILTER (WHERE name IS NOT NULL) AS named
    FROM sales_rows
    WHERE person IS NOT NULL
    GROUP BY person
);

CREATE OR REPLACE VIEW staged_person AS SELECT person_no, name, named_at FROM known_person;

-- Each identity names one person: the one who used it first.
CREATE OR REPLACE TABLE staged_identity AS
SELECT min({'since': "at", 'person_no': person_no}).person_no AS person_no, kind, value
FROM (
    SELECT person, "at", unnest(['code', 'card', 'phone', 'email']) AS kind,
           left(unnest([code, card, phone, email]), 200) AS value
    FROM sales_rows
    WHERE person IS NOT NULL
) AS seen
JOIN known_person USING (person)
WHERE value IS NOT NULL
GROUP BY kind, value;

-- Purchases and returns, one row each. `person` is the known one on its rows: a receipt whose other rows lack the
-- customer is still hers. Without a receipt number the row's own fingerprint stands for it.
CREATE OR REPLACE TABLE known_receipt AS
SELECT kind, purchase_key, any_value(left(coalesce(store, ''), 200)) AS store,
       any_value(left(coalesce(receipt, '~' || fingerprint || '-' || occurrence), 200)) AS receipt,
       any_value(receipt_period) AS receipt_period,
       min({'since': "at", 'person': person}) FILTER (WHERE person IS NOT NULL).person AS person,
       min("at") AS "at",
       sum(amount_minor)::BIGINT AS amount_minor,
       sum(coalesce(discount_minor, 0))::BIGINT AS discount_minor,
       left(coalesce(min(channel), ''), 60) AS channel,
       left(coalesce(min(staff), ''), 120) AS staff
FROM sales_rows
WHERE kind IN ('sale', 'return')
GROUP BY kind, purchase_key;

-- In order of time: their numbers, and so their ids and index pages, follow the calendar.
CREATE OR REPLACE TABLE numbered_receipt AS
SELECT row_number() OVER (PARTITION BY kind ORDER BY "at", purchase_key) AS receipt_no, *
FROM known_receipt;

CREATE OR REPLACE VIEW staged_purchase AS
SELECT receipt_no AS purchase_no, store_no, receipt, receipt_period, person_no, r."at", amount_minor, discount_minor, channel, staff
FROM numbered_receipt AS r
JOIN staged_store AS s ON s.name = r.store
LEFT JOIN known_person USING (person)
WHERE kind = 'sale'
ORDER BY receipt_no;

-- What PostgreSQL made of the numbers, brought back once purchases and products have their ids.
CREATE OR REPLACE TABLE purchase_id_of (purchase_no BIGINT, purchase_id BIGINT, is_new BOOLEAN);
CREATE OR REPLACE TABLE product_id_of (product_no BIGINT, product_id BIGINT);

CREATE OR REPLACE VIEW line_with_ids AS
SELECT purchase_id, fingerprint, occurrence, product_id, r.quantity, r.unit_price,
       coalesce(r.discount_minor, 0) AS discount_minor, r.amount_minor, left(coalesce(r.serial, ''), 120) AS serial,
       is_new
FROM sales_rows AS r
JOIN numbered_receipt AS n ON n.kind = 'sale' AND n.purchase_key = r.purchase_key
JOIN purchase_id_of AS i ON i.purchase_no = n.receipt_no
LEFT JOIN staged_product AS p ON p.code = product_code(r.product, r.product_name)
LEFT JOIN product_id_of USING (product_no)
WHERE r.kind = 'sale'
ORDER BY purchase_id;

-- Lines of new purchases go straight into their table; those of known receipts are looked at one by one, with the quantity
-- only where it is told.
CREATE OR REPLACE VIEW new_line AS
SELECT * EXCLUDE (is_new) REPLACE (coalesce(quantity, 1) AS quantity) FROM line_with_ids WHERE is_new;
CREATE OR REPLACE VIEW staged_line AS SELECT * EXCLUDE (is_new) FROM line_with_ids WHERE NOT is_new;

CREATE OR REPLACE VIEW staged_return AS
SELECT receipt_no AS return_no, store_no, receipt, receipt_period, person_no, r."at", -amount_minor AS amount_minor
FROM numbered_receipt AS r
JOIN staged_store AS s ON s.name = r.store
LEFT JOIN known_person USING (person)
WHERE kind = 'return'
ORDER BY receipt_no;

CREATE OR REPLACE VIEW staged_return_line AS
SELECT receipt_no AS return_no, fingerprint, occurrence, product_no, abs(r.quantity) AS quantity,
       -r.amount_minor AS amount_minor, left(coalesce(r.serial, ''), 120) AS serial
FROM sales_rows AS r
JOIN numbered_receipt AS n ON n.kind = 'return' AND n.purchase_key = r.purchase_key
LEFT JOIN staged_product AS p ON p.code = product_code(r.product, r.product_name)
WHERE r.kind = 'return'
ORDER BY receipt_no;

CREATE OR REPLACE VIEW staged_adjustment AS
SELECT store_no, left(coalesce(receipt, ''), 200) AS receipt, r."at", fingerprint, occurrence, product_no,
       coalesce(quantity, 0) AS quantity, amount_minor
FROM sales_rows AS r
JOIN staged_store AS s ON s.name = left(coalesce(r.store, ''), 200)
LEFT JOIN staged_product AS p ON p.code = product_code(r.product, r.product_name)
WHERE r.kind = 'adjustment';

-- Known receipts of which the files tell a line the books do not know by its fingerprint, brought back; then all that the
-- files tell of them, with the facts of a line's product that its id does not show. `part`: the layout of its file.
CREATE OR REPLACE TABLE unknown_receipt (kind VARCHAR, receipt_no BIGINT, owner_id BIGINT);

CREATE OR REPLACE VIEW told_line AS
SELECT row_number() OVER (ORDER BY file_no, row_no) AS line_no, u.kind, owner_id, layout.part, fingerprint, occurrence,
       product IS NOT NULL AS has_code, left(product_name, 300) AS product_name
FROM unknown_receipt AS u
JOIN numbered_receipt AS n ON n.kind = u.kind AND n.receipt_no = u.receipt_no
JOIN sales_rows AS r ON r.kind = n.kind AND r.purchase_key = n.purchase_key
JOIN (SELECT file_no, min(part) AS part FROM parsed GROUP BY file_no) AS layout USING (file_no);
