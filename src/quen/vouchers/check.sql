-- A single code with its kind and the till that holds it, in one round trip.
-- Plan: index lookups of single rows.
SELECT {voucher}, {kind}, lease.id, lease.till, lease.merge_until
FROM vouchers_voucher AS voucher JOIN vouchers_voucherkind AS kind ON kind.id = voucher.kind_id
LEFT JOIN vouchers_lease AS lease ON lease.voucher_id = voucher.id AND lease.ended_at IS NULL
WHERE voucher.code = %s
