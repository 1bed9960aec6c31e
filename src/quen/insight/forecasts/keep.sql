-- Bring a table in step with fresh rows, by difference. Plan: the fresh rows hashed once for who still stands for
-- herself, an anti-join for what goes, an upsert by key for the rest; a row that says the same is not written.
WITH told AS MATERIALIZED (
    SELECT f.* FROM {fresh} f JOIN people_customer c ON c.id = f.customer_id AND c.root_id IS NULL
),
gone AS (
    DELETE FROM {table} kept WHERE NOT EXISTS (SELECT FROM told WHERE {same})
)
INSERT INTO {table} AS kept ({columns})
SELECT {columns} FROM told
ON CONFLICT ({key}) DO UPDATE SET {set}
WHERE ({before}) IS DISTINCT FROM ({after})
