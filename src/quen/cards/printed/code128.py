"""Code 128 bars of a number (ISO/IEC 15417), in code set C: two digits a symbol, the shortest way to write digits."""

_WIDTHS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
]
"""Widths of bar, space, bar, space, bar, space of the values 0 to 105, in modules (table 1 of the standard)."""
_START_C = 105
_STOP = "2331112"
QUIET_MODULES = 10
"""Free modules that a scanner needs on either side."""


def values_of(digits: str) -> list[int]:
    """Start, pairs of digits, check value (weighted sum modulo 103)."""
    if len(digits) % 2 or not digits.isdigit():
        raise ValueError("code set C writes pairs of digits")
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    check = (_START_C + sum(place * pair for place, pair in enumerate(pairs, 1))) % 103
    return [_START_C, *pairs, check]


def bars_of(digits: str) -> list[tuple[int, int]]:
    """Where each bar begins and how wide it is, in modules, without the quiet zones."""
    widths = [int(width) for value in values_of(digits) for width in _WIDTHS[value]]
    widths += [int(width) for width in _STOP]
    bars, at = [], 0
    for place, width in enumerate(widths):
        if place % 2 == 0:
            bars.append((at, width))
        at += width
    return bars


def modules_of(digits: str) -> int:
    """The whole width in modules, without the quiet zones."""
    last = bars_of(digits)[-1]
    return last[0] + last[1]
