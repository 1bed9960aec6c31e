UPDATE purchases_purchase AS purchase
SET amount_minor = purchase.amount_minor + added.amount_minor,
    discount_minor = purchase.discount_minor + added.discount_minor
FROM (SELECT purchase_id, sum(amount_minor) AS amount_minor, sum(discount_minor) AS discount_minor
      FROM added_line GROUP BY purchase_id) AS added
WHERE purchase.id = added.purchase_id;

-- A receipt read again may tell who bought (known customers never change hands), or that it began earlier.
UPDATE purchases_purchase AS purchase
SET customer_id = coalesce(purchase.customer_id, again.customer_id), bought_at = least(purchase.bought_at, again.bought_at)
FROM purchase_of AS again
WHERE purchase.id = again.purchase_id AND NOT again.is_new
  AND (purchase.customer_id IS NULL AND again.customer_id IS NOT NULL OR again.bought_at < purchase.bought_at);

UPDATE purchases_return AS back
SET amount_minor = back.amount_minor + added.amount_minor
FROM (SELECT of_id, sum(amount_minor) AS amount_minor FROM added_return_line GROUP BY of_id) AS added
JOIN return_of ON return_of.return_id = added.of_id AND NOT return_of.is_new
WHERE back.id = added.of_id;

UPDATE purchases_return AS back
SET customer_id = coalesce(back.customer_id, again.customer_id), returned_at = least(back.returned_at, again.returned_at)
FROM return_of AS again
WHERE back.id = again.return_id AND NOT again.is_new
  AND (back.customer_id IS NULL AND again.customer_id IS NOT NULL OR again.returned_at < back.returned_at);
