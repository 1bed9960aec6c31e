-- One row per store name; '' stands for "the file does not say".
CREATE OR REPLACE TABLE staged_store AS
SELECT row_number() OVER (ORDER BY name) AS store_no, name
FROM (SELECT DISTINCT coalesce(store, '') AS name FROM sales_rows);

-- Products by the till's code, else by their name. A name may change over time: the latest one counts, so that the
-- order in which files are imported does not matter.
CREATE OR REPLACE TABLE staged_product AS
SELECT row_number() OVER (ORDER BY code) AS product_no, code, named.name AS name, named.at AS named_at,
       grouped.name AS category, grouped.at AS grouped_at
FROM (
    SELECT coalesce(product, lower(strip_accents(product_name))) AS code,
           max({'at': at, 'name': product_name}) FILTER (WHERE product_name IS NOT NULL) AS named,
           max({'at': at, 'name': category}) FILTER (WHERE category IS NOT NULL) AS grouped
    FROM sales_rows
    WHERE coalesce(product, product_name) IS NOT NULL
    GROUP BY 1
);

CREATE OR REPLACE TABLE staged_person AS
SELECT row_number() OVER (ORDER BY first_at, person) AS person_no, person, named.name AS name, named.at AS named_at
FROM (
    SELECT person, min(at) AS first_at,
           max({'at': at, 'name': name}) FILTER (WHERE name IS NOT NULL) AS named
    FROM sales_rows
    WHERE person IS NOT NULL
    GROUP BY person
);

-- Each identity names one person: the one who used it first.
CREATE OR REPLACE TABLE staged_identity AS
SELECT kind, value, min({'at': at, 'person_no': person_no}).person_no AS person_no
FROM (
    SELECT person, at, unnest(['code', 'card', 'phone', 'email']) AS kind, unnest([code, card, phone, email]) AS value
    FROM sales_rows
    WHERE person IS NOT NULL
) AS seen
JOIN staged_person USING (person)
WHERE value IS NOT NULL
GROUP BY kind, value;

-- Purchases in order of time: their numbers, and so their ids and index pages, follow the calendar.
CREATE OR REPLACE TABLE staged_purchase AS
SELECT row_number() OVER (ORDER BY at, purchase_key) AS purchase_no, *
FROM (
    SELECT purchase_key,
           any_value(coalesce(store, '')) AS store,
           any_value(coalesce(receipt, '~' || fingerprint || '-' || occurrence)) AS receipt,
           min({'at': at, 'person': person}) FILTER (WHERE person IS NOT NULL).person AS person,
           min(at) AS at,
           sum(amount_minor)::BIGINT AS amount_minor,
           sum(coalesce(discount_minor, 0))::BIGINT AS discount_minor,
           coalesce(min(channel), '') AS channel,
           coalesce(min(staff), '') AS staff
    FROM sales_rows
    WHERE kind = 'sale'
    GROUP BY purchase_key
);

CREATE OR REPLACE TABLE staged_return AS
SELECT row_number() OVER (ORDER BY at, purchase_key) AS return_no, *
FROM (
    SELECT purchase_key,
           any_value(coalesce(store, '')) AS store,
           any_value(coalesce(receipt, '~' || fingerprint || '-' || occurrence)) AS receipt,
           min({'at': at, 'person': person}) FILTER (WHERE person IS NOT NULL).person AS person,
           min(at) AS at,
           -sum(amount_minor)::BIGINT AS amount_minor
    FROM sales_rows
    WHERE kind = 'return'
    GROUP BY purchase_key
);
