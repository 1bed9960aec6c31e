-- What everybody bought within a contest's time, by the days she came: visits are days, each from her first receipt on.
-- Receipts below the least amount do not count, nor what came back. Insiders take no part.
-- Plan: the range of purchase_by_time, returns by return_of_purchase.
WITH kept AS (
    SELECT coalesce(self.root_id, self.id) AS root, bought.bought_at, bought.amount_minor - coalesce(
        (SELECT sum(amount_minor)::bigint FROM purchases_return WHERE purchase_id = bought.id), 0) AS amount
    FROM purchases_purchase AS bought
    JOIN people_customer AS self ON self.id = bought.customer_id
    JOIN people_customer AS root ON root.id = coalesce(self.root_id, self.id)
    WHERE bought.bought_at >= %(since)s AND bought.bought_at < %(until)s
        AND (%(stores)s::bigint[] = '{}' OR bought.store_id = ANY (%(stores)s))
        AND NOT self.is_internal AND NOT root.is_internal
), days AS (
    SELECT root, min(bought_at) AS came, max(bought_at) AS left_at, sum(amount) AS amount
    FROM kept
    WHERE amount >= %(least)s
    GROUP BY root, (bought_at AT TIME ZONE %(zone)s)::date
)
SELECT root, count(*) AS visits, sum(amount)::bigint AS spent, max(came) AS last_came, max(left_at) AS last_bought,
    min(came) AS first_came
FROM days
GROUP BY root
ORDER BY root
