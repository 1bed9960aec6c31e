-- Products this sale names for the first time, or by another name or group: the latest sale names them, unless staff did
-- (the rule of import_sales/sql/02_products.sql). In the order of their codes, so that two sales never wait in a circle.
WITH told AS (
    SELECT code, name, category FROM jsonb_to_recordset(%(goods)s::jsonb) AS told (code text, name text, category text)
), grouped AS (
    INSERT INTO purchases_category (name, key)
    SELECT DISTINCT ON (quen_search_key(category)) category, quen_search_key(category)
    FROM told WHERE category <> '' ORDER BY quen_search_key(category), category
    ON CONFLICT (key) DO UPDATE SET name = purchases_category.name
    RETURNING id, key
), named AS (
    INSERT INTO purchases_product (code, name, named_at, category_id, grouped_at)
    SELECT told.code, told.name, CASE WHEN told.name <> '' THEN %(at)s::timestamptz END, grouped.id,
           CASE WHEN grouped.id IS NOT NULL THEN %(at)s::timestamptz END
    FROM told LEFT JOIN grouped ON grouped.key = quen_search_key(told.category)
    ORDER BY told.code
    ON CONFLICT (code) DO UPDATE SET
        name = CASE WHEN (excluded.named_at, excluded.name) > (purchases_product.named_at, purchases_product.name)
                      OR purchases_product.named_at IS NULL AND purchases_product.name = ''
                    THEN excluded.name ELSE purchases_product.name END,
        named_at = CASE WHEN purchases_product.named_at IS NULL AND purchases_product.name <> '' THEN NULL
                        ELSE greatest(purchases_product.named_at, excluded.named_at) END,
        category_id = CASE WHEN (excluded.grouped_at, excluded.category_id)
                                > (purchases_product.grouped_at, purchases_product.category_id)
                             OR purchases_product.grouped_at IS NULL AND purchases_product.category_id IS NULL
                           THEN excluded.category_id ELSE purchases_product.category_id END,
        grouped_at = CASE
            WHEN purchases_product.grouped_at IS NULL AND purchases_product.category_id IS NOT NULL THEN NULL
            ELSE greatest(purchases_product.grouped_at, excluded.grouped_at) END
    RETURNING id
)
SELECT count(*) FROM named
