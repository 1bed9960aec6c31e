-- Give customers (all, or those of %(customers)s) the words they are found by: their own and those of everyone merged
-- into them. A merged customer has none: she is found as her root. Two scans and one hash aggregate; unchanged rows
-- are not written again.
WITH wanted AS (
  SELECT DISTINCT coalesce(root_id, id) AS root FROM people_customer WHERE {wanted}
),
one AS (
  SELECT id, root, name_key FROM people_customer JOIN wanted ON id = root
  UNION ALL
  SELECT id, root_id, name_key FROM people_customer JOIN wanted ON root_id = root
),
words AS (
  SELECT root, quen_words(name_key) AS words FROM one
  UNION ALL
  SELECT root, quen_identity_words(kind, value) FROM one JOIN people_identity ON customer_id = one.id
),
found AS (
  SELECT root, quen_search(string_agg(words, ' ')) AS search FROM words GROUP BY root
)
UPDATE people_customer AS customer
SET search = found.search
FROM found
WHERE customer.id = found.root AND customer.search IS DISTINCT FROM found.search
