-- The words a customer is found by. Each function gives one text, words parted by spaces: texts of several rows can be
-- put together by string_agg, arrays of unequal length can not.

CREATE OR REPLACE FUNCTION quen_words(key text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(key, '[!-/:-@[-`{-~“”‘’–—…·]+', ' ', 'g');

-- Every tail of at least three digits, so that a prefix search on tails finds any fragment.
-- Nobody types more than twenty digits; longer tails would only swell the index.
CREATE OR REPLACE FUNCTION quen_digit_tails(digits text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT string_agg(substr(digits, start), ' ')
  FROM generate_series(greatest(1, length(digits) - 19), length(digits) - 2) AS start
);

CREATE OR REPLACE FUNCTION quen_identity_words(kind text, value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE kind
  WHEN 'phone' THEN
    quen_digit_tails(CASE WHEN value LIKE '+84%' THEN '0' || substr(value, 4) ELSE ltrim(value, '+') END)
  WHEN 'email' THEN
    quen_search_key(value) || ' ' || quen_words(quen_search_key(regexp_replace(value, '@[^@]*$', '')))
  ELSE
    quen_words(quen_search_key(value))
    || ' ' || regexp_replace(quen_words(quen_search_key(value)), ' ', '', 'g')
    || ' ' || coalesce(quen_digit_tails(regexp_replace(value, '[^0-9]', '', 'g')), '')
END;

CREATE OR REPLACE FUNCTION quen_search(words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), ''));
