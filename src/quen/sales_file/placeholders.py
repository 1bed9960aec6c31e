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
)  # fmt: skip
"""Lower case, with and without diacritics."""


def nobody_sql(value: str) -> str:
    """SQL that is true where the text expression `value` names nobody: a placeholder, or nothing but zeros."""
    words = sorted({word for name in NOBODY for word in (name, search_key(name))})
    pattern = "|".join([*map(re.escape, words), r"[0\s.\-]+"]).replace("'", "''").replace("\\ ", " ")
    return f"regexp_full_match(lower({value}), '{pattern}')"
