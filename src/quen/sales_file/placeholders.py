"""Values that fill a customer's column without naming anybody."""

import re

from quen.kernel.names import search_key

NOBODY = (
    "khách lẻ", "khách vãng lai", "khách mua lẻ", "khách hàng lẻ", "khách", "khach le", "khachle", "kl", "kle", "khle",
    "khách qua đường", "không có", "không", "không tên", "chưa có", "walk-in", "walk in", "walkin",
    "walk-in customer", "walk in customer", "cash", "cash customer", "cash sale", "guest", "guest customer",
    "guest user", "anonymous", "unknown", "no customer", "not available", "default", "default customer", "retail",
    "retail customer", "general customer", "n/a", "na", "n.a.", "none", "null", "nil", "nan", "nat", "-", "--", "---",
    ".",    "?", "x", "xxx", "#n/a", "test", "none none",
    "khách ngoài", "khách mới", "khách không cung cấp thông tin", "kh vang lai", "kvl", "bl", "-1", "(blank)", "\\n",
    "<na>", "undefined", "[null]", "#ref!", "not set",
)  # fmt: skip
"""Lower case, with and without diacritics."""

_KINDS_OF_NOBODY = (
    r"(khách|khach|người mua|nguoi mua)( hàng| hang)?( bán| mua| ban)? (lẻ|le|vãng lai|vang lai)([ _\-].*)?",
    r".*(không|khong) (lấy|lay) (hóa đơn|hoá đơn|hoa don).*",
)


YES = ("yes", "y", "true", "t", "có", "co", "đúng", "dung")
NO = ("no", "n", "false", "f", "không", "khong", "sai")
NOTHING = ("-", "--", "–", "na", "n/a", "n.a.", "#n/a", "nan", "nat", "null", "none", "nil")
"""Small letters. Where figures are asked for, these are words for yes, no and no figure."""

_NO_FACT = (
    *NOTHING, "---", ".", "<na>", "[null]", "\\n", "undefined", "#ref!", "#value!", "(blank)", "không", "khong",
    "miễn phí", "mien phi", "free",
)  # fmt: skip
_LONGEST_NO_FACT = max(len(word.encode()) for word in _NO_FACT)


def is_nothing(value: str) -> bool:
    """Whether the text stands where there is no number, no date or no receipt."""
    return value.strip().lower() in _NO_FACT


def filled_sql(value: str) -> str:
    """SQL for the text expression `value`, NULL where it is a word for nothing."""
    words = ", ".join(f"'{word}'" for word in _NO_FACT)
    return f"CASE WHEN strlen({value}) <= {_LONGEST_NO_FACT} AND lower({value}) IN ({words}) THEN NULL ELSE {value} END"


def nobody_sql(value: str) -> str:
    """SQL that is true where the text expression `value` names nobody: a placeholder, or nothing but zeros."""
    words = sorted({word for name in NOBODY for word in (name, search_key(name))})
    pattern = (
        "|".join([*map(re.escape, words), *_KINDS_OF_NOBODY, r"[0\s.\-]+"])
        .replace("'", "''")
        .replace("\\ ", " ")
    )
    return f"regexp_full_match(lower({value}), '{pattern}')"
