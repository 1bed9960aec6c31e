"""Numbers as shops write them: ``1.250.000``, ``1,250,000.50``, ``2,55``, ``(1.250)``, ``1.250.000đ``.

Which mark stands before the decimals is decided from the shapes of the whole column: both marks in one number,
a mark that repeats, or any other count of digits than three after the last mark settle it. Where every value is
ambiguous (``1.250`` alone), groups of three are thousands.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quen.sales_file.shapes import Shape

_DRESSING = r"[\s\x{00A0}\x{202F}'’₫$€£¥₹฿₩₱]|CHF|SGD|AUD|THB|RM|VNĐ|VND|ĐỒNG|DONG|Đ|USD|EUR|GBP|BRL|US\$|R\$"
_PY_DRESSING = re.compile(_DRESSING.replace(r"\x{00A0}", "\u00a0").replace(r"\x{202F}", "\u202f"))
_SIGNS = re.compile(r"^[-+−(]+|[-)]+$")
_SCIENTIFIC = re.compile(r"^\d+([.,]\d+)?E[+-]?\d+$")
_PLAIN = re.compile(r"^-?\d+(\.\d+)?$")
OTHER = {".": ",", ",": "."}


@dataclass(frozen=True)
class NumberStyle:
    """How a column writes numbers. `is_plain`: digits, a leading minus and a dot before decimals, nothing else.

    `other_files` write it with the other mark.
    """

    decimal_mark: str
    is_plain: bool
    other_files: frozenset[int] = frozenset()


def style_of(shapes: Iterable[Shape], likely: str | None = None) -> NumberStyle:
    """The style of a column; `likely` is what its neighbours use, for a column that does not say."""
    shapes = list(shapes)
    votes: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for shape in shapes:
        mark, is_sure = _decimal_mark(shape)
        if mark:
            (votes if is_sure else groups)[mark] += shape.rows
    mark = _winner(votes) or likely or _winner(groups) or "."
    is_plain = mark == "." and all(_PLAIN.match(shape.text) for shape in shapes)
    return NumberStyle(mark, is_plain)


def says_its_style(shapes: Iterable[Shape]) -> str | None:
    """The decimal mark a column proves, or None."""
    votes: Counter[str] = Counter()
    for shape in shapes:
        mark, is_sure = _decimal_mark(shape)
        if mark and is_sure:
            votes[mark] += shape.rows
    return _winner(votes)


def is_contested(shapes: Iterable[Shape]) -> bool:
    """Whether some values prove the one decimal mark and some the other."""
    sure = [_decimal_mark(shape) for shape in shapes]
    return len({mark for mark, is_sure in sure if mark and is_sure}) > 1


def looks_like_a_number(value: str) -> bool:
    """Whether the value could be a number in some style."""
    bare = _bare(value.upper())
    return bool(
        re.fullmatch(r"\d{1,3}([.,]\d{3})*([.,]\d*)?|\d+([.,]\d*)?|[.,]\d+", bare) or _SCIENTIFIC.match(bare)
    )


def number_sql(value: str, style: NumberStyle, *, scale: int = 4) -> str:
    """SQL for the number in the text expression `value` as DECIMAL(18, `scale`); NULL where it is none."""
    if style.other_files:
        usual = number_sql(value, NumberStyle(style.decimal_mark, is_plain=False), scale=scale)
        other = number_sql(value, NumberStyle(OTHER[style.decimal_mark], is_plain=False), scale=scale)
        files = ", ".join(map(str, sorted(style.other_files)))
        return f"CASE WHEN file_no IN ({files}) THEN {other} ELSE {usual} END"
    kind = f"DECIMAL(18,{scale})"
    if style.is_plain:
        return f"TRY_CAST({value} AS {kind})"
    mark, group = style.decimal_mark, OTHER[style.decimal_mark]
    bare = f"regexp_replace(upper({value}), '{_DRESSING.replace(chr(39), chr(39) * 2)}', '', 'g')"
    digits = f"regexp_replace({bare}, '^[-+−(]+|[-)]+$', '', 'g')"
    pattern = rf"\d{{1,3}}([{group}]\d{{3}})+([{mark}]\d*)?|\d+([{mark}]\d*)?|[{mark}]\d+|\d+([{mark}]\d+)?E[+-]?\d+"
    written = f"replace(replace({digits}, '{group}', ''), '{mark}', '.')"
    sign = f"CASE WHEN regexp_matches({bare}, '^[-−(]|-$') THEN -1 ELSE 1 END"
    cast = f"CAST(TRY_CAST({written} AS {kind}) * ({sign}) AS {kind})"
    return f"CASE WHEN regexp_full_match({digits}, '{pattern}') THEN {cast} END"


def _decimal_mark(shape: Shape) -> tuple[str | None, bool]:
    """The decimal mark this shape speaks for, and whether it leaves no doubt."""
    body = _bare(shape.text.upper())
    if _SCIENTIFIC.match(body):
        return ("," if "," in body else "."), "." in body or "," in body
    if re.search(r"[^\d.,]", body):
        return None, False
    marks = re.findall(r"[.,]", body)
    if not marks:
        return None, False
    last = marks[-1]
    if len(set(marks)) == 2:
        return (last, True) if marks.count(last) == 1 else (None, False)
    head, _, tail = body.rpartition(last)
    if len(marks) > 1:
        return OTHER[last], True
    is_group = len(tail) == 3 and 1 <= len(head) <= 3 and not shape.has_leading_zero
    return (OTHER[last], False) if is_group else (last, True)


def _bare(text: str) -> str:
    return _SIGNS.sub("", _PY_DRESSING.sub("", text))


def _winner(votes: Counter[str]) -> str | None:
    return votes.most_common(1)[0][0] if votes else None
