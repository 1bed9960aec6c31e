INSERT INTO purchases_category (name, key)
SELECT DISTINCT ON (quen_search_key(category)) category, quen_search_key(category)
FROM staged_product WHERE category IS NOT NULL
ORDER BY quen_search_key(category), category
ON CONFLICT (key) DO NOTHING;

-- The latest sale names the product; of two at one moment the greater name, so that order of import does not matter.
INSERT INTO purchases_product (code, name, named_at, category_id, grouped_at)
SELECT staged.code, coalesce(staged.name, ''), staged.named_at AT TIME ZONE %(timezone)s,
       category.id, staged.grouped_at AT TIME ZONE %(timezone)s
FROM staged_product AS staged
LEFT JOIN purchases_category AS category ON category.key = quen_search_key(staged.category)
ORDER BY staged.product_no
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
    grouped_at = CASE WHEN purchases_product.grouped_at IS NULL AND purchases_product.category_id IS NOT NULL THEN NULL
                      ELSE greatest(purchases_product.grouped_at, excluded.grouped_at) END
WHERE excluded.named_at >= purchases_product.named_at OR excluded.grouped_at >= purchases_product.grouped_at
   OR purchases_product.named_at IS NULL AND purchases_product.name = ''
   OR purchases_product.grouped_at IS NULL AND purchases_product.category_id IS NULL;

CREATE TEMP TABLE product_of ON COMMIT DROP AS
SELECT staged.product_no, product.id AS product_id
FROM staged_product AS staged JOIN purchases_product AS product USING (code);
