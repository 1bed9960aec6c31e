"""Vietnamese tax codes (mã số thuế), checked as far as a code says about itself.

Ten digits of a company, the tenth a check digit of the nine before it; thirteen of its branch, written
``0100047516-001``; or the twelve of a person's own number, which household businesses use since 1 July 2025
(Circulars 105/2020/TT-BTC and 86/2024/TT-BTC). The weights are the circular's, as `stdnum.vn.mst` and others have
them; its example is 0100047516. The twelve digits have no check digit. No table is asked: a well-formed code may
still be nobody's.
"""

import re

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_BETWEEN = re.compile(r"[\s.\-–]+")


def to_tax_code(written: str) -> str | None:
    """The code as it is printed, or None where it cannot be one: a digit is wrong or missing."""
    digits = _BETWEEN.sub("", written)
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) == 12:
        return digits
    own, branch = digits[:10], digits[10:]
    if len(digits) not in (10, 13) or branch == "000" or _check_digit(own) != own[9]:
        return None
    return f"{own}-{branch}" if branch else own


def _check_digit(digits: str) -> str:
    """Of the first nine. Where it would have two digits, no such code is given out, and nothing equals it."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits[:9], _WEIGHTS, strict=True))
    return str(10 - weighted % 11)
