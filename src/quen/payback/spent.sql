-- What was spent in each span of time: messages, vouchers, and points by the version that gave them.
-- A voucher that points bought is paid for by those points. Points count as they are given, less what was taken back.
-- Plan: one pass over the messages, uses and transfers of the year, each joined to its month.
WITH span AS (
    SELECT * FROM unnest(%(numbers)s::int[], %(begins)s::timestamptz[], %(ends)s::timestamptz[])
        AS span (number, begins, ends)
)
SELECT span.number, 'messages', NULL::int, sum(message.cost_minor)::bigint
FROM span JOIN outreach_message AS message ON message.claimed_at >= span.begins AND message.claimed_at < span.ends
WHERE message.cost_minor > 0
GROUP BY span.number
UNION ALL
SELECT span.number, 'vouchers', NULL, sum(used.discount_minor)::bigint
FROM span JOIN vouchers_use AS used
    ON used.used_at >= span.begins AND used.used_at < span.ends AND used.given_back_at IS NULL
JOIN vouchers_voucher AS voucher ON voucher.id = used.voucher_id
WHERE voucher.customer_id IS NOT NULL AND voucher.source <> 'reward'
GROUP BY span.number
UNION ALL
SELECT span.number, 'points', lot.version, sum(entry.points)::bigint
FROM span JOIN points_transfer AS transfer
    ON transfer.happened_at >= span.begins AND transfer.happened_at < span.ends
JOIN points_entry AS entry ON entry.transfer_id = transfer.id AND entry.book = 'liability'
JOIN points_lot AS lot ON lot.id = entry.lot_id
LEFT JOIN points_transfer AS undone ON transfer.kind = 'reverse' AND undone.id = transfer.reverses_id
WHERE coalesce(undone.kind, transfer.kind) IN ('earn', 'take_back', 'adjust')
GROUP BY span.number, lot.version
