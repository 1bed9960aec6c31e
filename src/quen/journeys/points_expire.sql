-- Customers with points whose last day is this one by the shop's clock, and how many of them she could still spend.
-- Plan: the lots that expire in those 24 hours, then their accounts.
SELECT coalesce(customer.root_id, customer.id) AS customer, sum(lot.remaining)::bigint
FROM points_lot AS lot
JOIN points_account AS account ON account.id = lot.account_id
JOIN people_customer AS customer ON customer.id = account.customer_id
WHERE lot.remaining > 0 AND account.balance > 0
    AND lot.expires_at > (%(day)s::date::timestamp AT TIME ZONE %(zone)s)
    AND lot.expires_at <= ((%(day)s::date + 1)::timestamp AT TIME ZONE %(zone)s)
GROUP BY 1
ORDER BY 1
