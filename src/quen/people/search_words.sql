-- The words a customer is found by. Each function gives one text, words parted by spaces: texts of several rows can be
-- put together by string_agg, arrays of unequal length can not. PL/pgSQL where a value is used more than once: an SQL
-- function would not be inlined then and costs several times as much.

CREATE OR REPLACE FUNCTION quen_words(key text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(key, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~“”‘’–—…·', '                                        ');

-- Every five digits in a row, and the last four and three. A fragment of three to five digits begins one of these; a
-- longer one is found by all its fives. There are only a hundred thousand such words, so the index stays small and
-- writing stays cheap: with every tail of every number as a word, a million customers took seven minutes.
CREATE OR REPLACE FUNCTION quen_digit_words(digits text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
  words text := right(digits, 4) || ' ' || right(digits, 3);
BEGIN
  FOR start IN 1 .. length(digits) - 4 LOOP
    words := words || ' ' || substr(digits, start, 5);
  END LOOP;
  RETURN words;
END
$function$;

CREATE OR REPLACE FUNCTION quen_identity_words(kind text, value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
  key text;
BEGIN
  IF kind = 'phone' THEN
    RETURN quen_digit_words(CASE WHEN value LIKE '+84%' THEN '0' || substr(value, 4) ELSE ltrim(value, '+') END);
  END IF;
  key := quen_search_key(value);
  IF kind = 'email' THEN
    RETURN key || ' ' || quen_words(left(key, -1 - length(split_part(key, '@', -1))));
  END IF;
  key := quen_words(key);
  RETURN key || ' ' || replace(key, ' ', '') || ' ' || quen_digit_words(regexp_replace(key, '[^0-9]+', '', 'g'));
END
$function$;

CREATE OR REPLACE FUNCTION quen_search(words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), ''));
