-- A return belongs to the purchase it names (the same receipt number, or that number after a letter), else to the
-- customer's latest earlier purchase that holds the most of what came back. Judged from the facts alone, and judged again
-- whenever one of these facts has changed, so that the order of imports does not matter. Where a store's numbers start
-- again, a number names the purchase of its own period, or else the customer's latest earlier one of that number.

-- Which returns: those this import brought or changed, and earlier ones (`source` tells) that may belong to a purchase it
-- brought or changed. A day's file must not cost the whole history of everyone who came that day.
CREATE TEMP TABLE to_judge ON COMMIT DROP AS
WITH changed AS MATERIALIZED (
    SELECT purchase_id AS id, store_id, receipt, customer_id, bought_at FROM purchase_of WHERE is_new
    UNION ALL
    SELECT purchase.id, purchase.store_id, purchase.receipt, purchase.customer_id, purchase.bought_at
    FROM purchase_of AS again JOIN purchases_purchase AS purchase ON purchase.id = again.purchase_id
    WHERE NOT again.is_new
      AND (purchase.id IN (SELECT purchase_id FROM added_line)
           OR purchase.customer_id IS DISTINCT FROM again.known_customer_id
           OR purchase.bought_at < again.known_bought_at)
), earlier AS NOT MATERIALIZED (
    SELECT id, store_id, receipt, customer_id, returned_at FROM purchases_return WHERE source IS DISTINCT FROM %(source)s
)
SELECT back.id AS return_id
FROM return_of AS again JOIN purchases_return AS back ON back.id = again.return_id
WHERE again.is_new OR back.id IN (SELECT of_id FROM added_return_line)
   OR back.customer_id IS DISTINCT FROM again.known_customer_id OR back.returned_at < again.known_returned_at
UNION
SELECT earlier.id
FROM changed JOIN earlier USING (customer_id, store_id)
WHERE changed.receipt IN (earlier.receipt, regexp_replace(earlier.receipt, '^[^0-9]+', ''))
UNION
SELECT earlier.id
FROM changed JOIN earlier ON earlier.customer_id = changed.customer_id AND earlier.returned_at >= changed.bought_at
JOIN purchases_returnline AS came_back ON came_back.of_id = earlier.id
JOIN purchases_line AS line ON line.purchase_id = changed.id AND line.product_id = came_back.product_id
UNION
SELECT earlier.id
FROM changed JOIN earlier ON earlier.store_id = changed.store_id AND earlier.receipt = changed.receipt
WHERE earlier.customer_id IS NULL
UNION
SELECT earlier.id
FROM changed JOIN earlier ON earlier.store_id = changed.store_id
 AND regexp_replace(earlier.receipt, '^[^0-9]+', '') = changed.receipt
WHERE earlier.customer_id IS NULL;

ANALYZE to_judge;

CREATE TEMP TABLE linked ON COMMIT DROP AS
WITH back AS MATERIALIZED (
    SELECT id, store_id, receipt, receipt_period, customer_id, returned_at
    FROM to_judge JOIN purchases_return ON id = return_id
), named AS (
    SELECT DISTINCT ON (back.id) back.id AS return_id, purchase.id AS purchase_id
    FROM back JOIN purchases_purchase AS purchase
      ON purchase.store_id = back.store_id
     AND purchase.receipt IN (back.receipt, regexp_replace(back.receipt, '^[^0-9]+', ''))
     AND purchase.customer_id IS NOT DISTINCT FROM back.customer_id
     AND (purchase.receipt_period = back.receipt_period
          OR back.customer_id IS NOT NULL AND purchase.bought_at <= back.returned_at)
     AND left(back.receipt, 1) <> '~'
    ORDER BY back.id, purchase.receipt = back.receipt DESC, purchase.receipt_period = back.receipt_period DESC,
             purchase.bought_at DESC
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
