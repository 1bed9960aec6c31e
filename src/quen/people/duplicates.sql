-- Pairs of customers who may be one. Every rule puts customers into blocks that share a key; only customers of one block
-- are compared, so the work grows with the customers, not with their pairs. A block of more than %(most)s is a default
-- someone typed (1 January 1990, "khách lẻ"), no likeness, and is left out.
CREATE TEMP TABLE one ON COMMIT DROP AS
SELECT id, coalesce(root_id, id) AS root, kind, name_key, birth_date, quen_search_key(area) AS area, household_id,
       words, array_to_string(ARRAY(SELECT word FROM unnest(words) AS word ORDER BY word), ' ') AS sorted_words,
       least(words[1], words[cardinality(words)]) || ' ' || greatest(words[1], words[cardinality(words)]) AS ends
FROM people_customer, LATERAL string_to_array(name_key, ' ') AS words
WHERE cardinality(words) >= 2;

CREATE TEMP TABLE phone ON COMMIT DROP AS
SELECT one.id, substr(value, 4) AS digits, name_key FROM one JOIN people_identity ON customer_id = one.id
WHERE one.kind = 'person' AND people_identity.kind = 'phone' AND value LIKE '+84_________' AND length(value) = 12;

ANALYZE one;
ANALYZE phone;

CREATE TEMP TABLE likeness (a bigint, b bigint, reason text, score int) ON COMMIT DROP;

INSERT INTO likeness
SELECT code.customer_id, phone.customer_id, 'code_is_phone', 95
FROM people_identity AS code
JOIN people_identity AS phone
  ON phone.kind = 'phone' AND phone.value = '+84' || regexp_replace(code.value, '^(\+?84|0)', '')
WHERE code.kind IN ('code', 'card') AND code.value ~ '^(\+?84|0)[1-9][0-9]{8}$';

INSERT INTO likeness
SELECT a, b, 'name_birth', 90
FROM (SELECT array_agg(id) AS ids FROM one WHERE birth_date IS NOT NULL
      GROUP BY kind, name_key, birth_date HAVING count(*) BETWEEN 2 AND %(most)s) AS block,
     unnest(ids) AS a, unnest(ids) AS b
WHERE a < b;

INSERT INTO likeness
SELECT a.id, b.id, 'words_birth', 80
FROM (SELECT array_agg(id) AS ids FROM one WHERE birth_date IS NOT NULL
      GROUP BY kind, sorted_words, birth_date
      HAVING count(*) BETWEEN 2 AND %(most)s AND min(name_key) <> max(name_key)) AS block,
     unnest(ids) AS x, unnest(ids) AS y, one AS a, one AS b
WHERE x < y AND a.id = x AND b.id = y AND a.name_key <> b.name_key;

INSERT INTO likeness
SELECT a.id, b.id, 'short_birth', 60
FROM (SELECT array_agg(id) AS ids FROM one WHERE birth_date IS NOT NULL AND kind = 'person'
      GROUP BY ends, birth_date
      HAVING count(*) BETWEEN 2 AND %(most)s AND min(cardinality(words)) <> max(cardinality(words))) AS block,
     unnest(ids) AS x, unnest(ids) AS y, one AS a, one AS b
WHERE x < y AND a.id = x AND b.id = y AND cardinality(a.words) <> cardinality(b.words)
  AND (a.words <@ b.words OR b.words <@ a.words);

INSERT INTO likeness
SELECT a, b, 'name_household', 70
FROM (SELECT array_agg(id) AS ids FROM one WHERE household_id IS NOT NULL
      GROUP BY name_key, household_id HAVING count(*) BETWEEN 2 AND %(most)s) AS block,
     unnest(ids) AS a, unnest(ids) AS b
WHERE a < b;

-- One mailbox name at two providers; not the names every firm has.
INSERT INTO likeness
SELECT a, b, 'name_mailbox', 80
FROM (SELECT array_agg(DISTINCT one.id) AS ids
      FROM one JOIN people_identity AS email ON email.customer_id = one.id AND email.kind = 'email'
      WHERE length(split_part(value, '@', 1)) >= 5
        AND split_part(value, '@', 1) NOT IN ('admin', 'hello', 'lienhe', 'contact', 'ketoan', 'sales', 'office')
      GROUP BY name_key, split_part(value, '@', 1) HAVING count(DISTINCT one.id) BETWEEN 2 AND %(most)s) AS block,
     unnest(ids) AS a, unnest(ids) AS b
WHERE a < b;

-- Nine digits in three parts: two numbers that differ in one digit are alike in the two other parts.
CREATE TEMP TABLE block ON COMMIT DROP AS
SELECT id, digits, name_key, overlay(digits PLACING '...' FROM part * 3 - 2 FOR 3) AS rest
FROM phone, generate_series(1, 3) AS part;
ANALYZE block;

INSERT INTO likeness
SELECT a.id, b.id, 'name_phone', 75
FROM block AS a JOIN block AS b USING (name_key, rest)
WHERE a.id < b.id
  AND (SELECT count(*) FROM generate_series(1, 9) AS place
       WHERE substr(a.digits, place, 1) <> substr(b.digits, place, 1)) = 1;

INSERT INTO likeness
SELECT a, b, 'name_area', 80
FROM likeness JOIN one AS first ON first.id = a JOIN one AS second ON second.id = b
WHERE reason = 'name_phone' AND first.area = second.area AND first.area <> '';

-- The pairs are of roots. What staff told apart, or merged, is decided.
DELETE FROM people_likelyduplicate;

INSERT INTO people_likelyduplicate (first_id, second_id, score, reasons, found_at)
WITH pair AS (
  SELECT least(coalesce(a.root_id, a.id), coalesce(b.root_id, b.id)) AS first,
         greatest(coalesce(a.root_id, a.id), coalesce(b.root_id, b.id)) AS second, reason, score
  FROM likeness JOIN people_customer AS a ON a.id = likeness.a JOIN people_customer AS b ON b.id = likeness.b
),
told_apart AS (
  SELECT least(coalesce(a.root_id, a.id), coalesce(b.root_id, b.id)) AS first,
         greatest(coalesce(a.root_id, a.id), coalesce(b.root_id, b.id)) AS second
  FROM people_notduplicate AS said
  JOIN people_customer AS a ON a.id = said.first_id JOIN people_customer AS b ON b.id = said.second_id
)
SELECT first, second, least(100, max(score) + 5 * (count(DISTINCT reason) - 1)),
       array_agg(DISTINCT reason ORDER BY reason), %(at)s
FROM pair
WHERE first < second AND (first, second) NOT IN (SELECT first, second FROM told_apart)
GROUP BY first, second;

DROP TABLE one, phone, likeness, block; -- so that it can run twice in one transaction
