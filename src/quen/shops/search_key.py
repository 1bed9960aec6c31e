"""`kernel.names.search_key` in SQL, so that a million names get their keys in one statement.

The function's letters are written out from Python's own Unicode tables: both sides must give one key for one name, and
PostgreSQL's `lower` depends on the server's locale while its `unaccent` is an extension we do without.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

NAME = "quen_search_key"
_ASSIGNED_UP_TO, _ASSIGNED_BEYOND = 0x40000, (0xE0000, 0xF0000)  # the eleven planes beside have no characters


def create_search_key() -> str:
    """The statement that creates `quen_search_key(text)`: lower case, no diacritics, single spaces."""
    folding = _folding()
    capitals = [letter for letter in folding if len(letter.casefold()) == 1]
    ligatures = [letter for letter in folding if len(letter.casefold()) > 1]
    return f"""
CREATE OR REPLACE FUNCTION {NAME}(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE key text := name;
BEGIN
  IF key ~ '[^\\x01-\\x7f]' THEN
    key := replace(translate(key, 'đĐøØłŁ', 'dDoOlL'), 'ß', 'ss');
    key := regexp_replace(normalize(key, NFD), '[{_ranges(_marks())}]', '', 'g');
    IF key ~ '[^\\x01-\\x7f]' THEN  -- other scripts than Latin: rare, and slow
      key := translate(key, '{"".join(capitals)}', '{"".join(map(str.casefold, capitals))}');
      key := {_spelled_out("key", ligatures)};
    END IF;
  END IF;
  RETURN btrim(regexp_replace(lower(key COLLATE "C"), '[{_ranges(_spaces())}]+', ' ', 'g'));
END
$function$"""


def _characters(first: int = 1) -> Iterator[str]:
    """Every character text may hold, of the planes in which Unicode assigns any."""
    points = chain(range(first, _ASSIGNED_UP_TO), range(*_ASSIGNED_BEYOND))
    return (chr(point) for point in points if not 0xD800 <= point <= 0xDFFF)


def _marks() -> Iterable[str]:
    return filter(unicodedata.combining, _characters())


def _spaces() -> Iterable[str]:
    return filter(str.isspace, _characters())


def _folding() -> list[str]:
    """Characters beyond ASCII that case folding changes and NFD does not."""
    return [
        character
        for character in _characters(0x80)
        if character.casefold() != character and unicodedata.is_normalized("NFD", character)
    ]


def _spelled_out(expression: str, ligatures: Iterable[str]) -> str:
    """`expression` with each letter that folds to several (ﬁ → fi) replaced."""
    for letter in ligatures:
        expression = f"replace({expression}, '{letter}', '{letter.casefold()}')"
    return expression


def _ranges(characters: Iterable[str]) -> str:
    """The inside of a bracket expression, as code points."""
    ranges: list[list[int]] = []
    for point in map(ord, characters):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in ranges)
