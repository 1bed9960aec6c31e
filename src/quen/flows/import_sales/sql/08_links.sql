-- A return belongs to the purchase it names (the same receipt number, or that number after a letter), else to the
-- customer's latest earlier purchase that holds the most of what came back. Judged from the facts alone, and judged again
-- for every customer this import touched, so that the order of imports does not matter.
CREATE TEMP TABLE linked ON COMMIT DROP AS
WITH touched AS (
    SELECT customer_id FROM purchase_of WHERE customer_id IS NOT NULL
    UNION SELECT customer_id FROM return_of WHERE customer_id IS NOT NULL
), back AS (
    SELECT id, store_id, receipt, customer_id, returned_at FROM purchases_return
    WHERE customer_id IN (SELECT customer_id FROM touched) OR id IN (SELECT return_id FROM return_of)
), named AS (
    SELECT DISTINCT ON (back.id) back.id AS return_id, purchase.id AS purchase_id
    FROM back JOIN purchases_purchase AS purchase
      ON purchase.store_id = back.store_id
     AND purchase.receipt IN (back.receipt, regexp_replace(back.receipt, '^[^0-9]+', ''))
     AND purchase.customer_id IS NOT DISTINCT FROM back.customer_id
     AND left(back.receipt, 1) <> '~'
    ORDER BY back.id, purchase.receipt = back.receipt DESC
), held AS (
    SELECT DISTINCT ON (back.id) back.id AS return_id, purchase.id AS purchase_id
    FROM back
    JOIN purchases_returnline AS came_back ON came_back.of_id = back.id
    JOIN purchases_purchase AS purchase
      ON purchase.customer_id = back.customer_id AND purchase.bought_at <= back.returned_at
    JOIN purchases_line AS line
      ON line.purchase_id = purchase.id AND line.product_id = came_back.product_id
     AND line.quantity >= came_back.quantity
    WHERE back.id NOT IN (SELECT return_id FROM named)
    GROUP BY back.id, purchase.id
    ORDER BY back.id, count(DISTINCT came_back.id) DESC, purchase.bought_at DESC, purchase.receipt DESC
)
SELECT back.id AS return_id, coalesce(named.purchase_id, held.purchase_id) AS purchase_id
FROM back
LEFT JOIN named ON named.return_id = back.id
LEFT JOIN held ON held.return_id = back.id;

UPDATE purchases_return AS back
SET purchase_id = linked.purchase_id
FROM linked
WHERE back.id = linked.return_id AND back.purchase_id IS DISTINCT FROM linked.purchase_id
  AND back.source IS NOT NULL;  -- goods taken back at a till name their purchase
