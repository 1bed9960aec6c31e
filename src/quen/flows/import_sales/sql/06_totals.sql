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
