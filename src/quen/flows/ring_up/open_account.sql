-- Two at once open one account: the second waits for the first.
INSERT INTO points_account (customer_id) VALUES (%(customer)s::bigint)
ON CONFLICT (customer_id) DO NOTHING RETURNING id
