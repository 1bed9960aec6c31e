-- Give customers (all roots, or those named) the words they are found by: their own and those of everyone merged
-- into them. A merged customer has none: she is found as her root. Every customer costs a few index look-ups, so the
-- work grows with those asked for, whatever the planner thinks their number is. Unchanged rows are not written again:
-- the index on `search` is what costs.
UPDATE people_customer AS customer
SET search = found.search
FROM (
  SELECT id, quen_search(concat_ws(' ', quen_words(name_key), (
    SELECT string_agg(quen_identity_words(kind, value), ' ') FROM people_identity WHERE customer_id = root.id
  ), (
    SELECT string_agg(quen_words(merged.name_key), ' ') FROM people_customer AS merged WHERE merged.root_id = root.id
  ), (
    SELECT string_agg(quen_identity_words(identity.kind, value), ' ')
    FROM people_customer AS merged JOIN people_identity AS identity ON customer_id = merged.id
    WHERE merged.root_id = root.id
  ))) AS search
  FROM people_customer AS root WHERE {wanted}
) AS found
WHERE customer.id = found.id AND customer.search IS DISTINCT FROM found.search
