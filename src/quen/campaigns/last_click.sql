-- Purchases of everybody written to, within the days of the result, whose last offer in the seven days before was one of
-- this experiment: what a last-click tool would credit it with.
-- Plan: one index look-up of the messages per purchase.
SELECT count(*), coalesce(sum(purchase.amount_minor), 0)::bigint
FROM campaigns_arm AS arms
JOIN purchases_purchase AS purchase
    ON purchase.customer_id = arms.customer_id AND purchase.bought_at >= arms.entered_at
    AND purchase.bought_at < arms.entered_at + %(days)s * interval '1 day'
CROSS JOIN LATERAL (
    SELECT message.source_kind, message.source_id
    FROM outreach_message AS message
    WHERE message.customer_id = purchase.customer_id AND message.purpose = 'marketing'
        AND message.state IN ('handed_over', 'delivered')
        AND message.claimed_at <= purchase.bought_at AND message.claimed_at > purchase.bought_at - interval '7 days'
    ORDER BY message.claimed_at DESC, message.id DESC
    LIMIT 1
) AS last
WHERE arms.source_kind = %(kind)s AND arms.source_id = %(id)s AND arms.arm >= 1
    AND last.source_kind = %(kind)s AND last.source_id = %(id)s
