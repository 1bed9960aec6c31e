CREATE TEMP TABLE ranked_identity ON COMMIT DROP AS
SELECT person_no, kind, value, rank, min(rank) OVER (PARTITION BY person_no) AS strongest
FROM staged_identity
JOIN (VALUES ('code', 1), ('card', 2), ('phone', 3), ('email', 4)) AS strength (kind, rank) USING (kind);

-- Whom we know already. The strongest identity decides; a weaker one finds a customer only if that customer has no other
-- identity of the strongest kind: two customer codes that share a telephone are two customers.
CREATE TEMP TABLE customer_of ON COMMIT DROP AS
WITH candidate AS (
    SELECT staged.person_no, known.customer_id, staged.rank, staged.strongest,
           row_number() OVER (PARTITION BY known.customer_id ORDER BY staged.rank <> staged.strongest, staged.person_no)
               AS place
    FROM ranked_identity AS staged
    JOIN people_identity AS known USING (kind, value)
    WHERE staged.rank = staged.strongest
       OR NOT EXISTS (
              SELECT FROM people_identity AS other
              JOIN (VALUES ('code', 1), ('card', 2), ('phone', 3), ('email', 4)) AS strength (kind, rank) USING (kind)
              WHERE other.customer_id = known.customer_id AND strength.rank = staged.strongest)
), found AS (
    SELECT DISTINCT ON (person_no) person_no, customer_id
    FROM candidate WHERE rank = strongest OR place = 1
    ORDER BY person_no, rank, customer_id
)
SELECT person.person_no, person.name, person.named_at AT TIME ZONE %(timezone)s AS named_at,
       coalesce(found.customer_id, nextval(pg_get_serial_sequence('people_customer', 'id'))) AS customer_id,
       found.customer_id IS NULL AS is_new
FROM (SELECT * FROM staged_person ORDER BY person_no) AS person
LEFT JOIN found USING (person_no);

INSERT INTO people_customer (id, kind, part, name, named_at, created_at)
SELECT customer_id, CASE WHEN quen_search_key(name) ~ %(company)s THEN 'company' ELSE 'person' END, 'buyer',
       coalesce(name, ''), named_at, now()
FROM customer_of WHERE is_new ORDER BY person_no;

-- `found_anew`: who is found by other words than before. The latest sale names the customer, unless staff did.
CREATE TEMP TABLE found_anew ON COMMIT DROP AS
WITH identified AS (
    INSERT INTO people_identity (customer_id, kind, value, created_at)
    SELECT customer_id, kind, value, now()
    FROM ranked_identity JOIN customer_of USING (person_no)
    ORDER BY person_no, rank, value
    ON CONFLICT (kind, value) DO NOTHING
    RETURNING customer_id
), renamed AS (
    UPDATE people_customer AS customer
    SET name = latest.name, named_at = latest.named_at
    FROM (SELECT DISTINCT ON (customer_id) customer_id, name, named_at
          FROM customer_of WHERE NOT is_new AND name IS NOT NULL
          ORDER BY customer_id, named_at DESC, name DESC) AS latest
    WHERE customer.id = latest.customer_id
      AND (customer.name = '' OR (latest.named_at, latest.name) > (customer.named_at, customer.name))
    RETURNING id
)
SELECT customer_id FROM customer_of WHERE is_new
UNION SELECT customer_id FROM identified
UNION SELECT id FROM renamed;

CREATE UNIQUE INDEX ON customer_of (person_no);
ANALYZE customer_of;
