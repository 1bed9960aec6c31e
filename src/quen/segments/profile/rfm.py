"""The named RFM segments as the profile keeps them: the boxes of `measures/rfm.py`, asked in SQL.

Recency is compared as the day itself: the fifths of "days since" and of the day mirror each other, whatever today is.
"""

from django.utils.translation import gettext_lazy

from quen.kernel.names import search_key
from quen.measures.rfm import OTHERS, SEGMENTS


def _slug(name: str) -> str:
    return "_".join(search_key(name).replace("'", "").split())


RFM_KEYS = {segment.name: _slug(segment.name) for segment in SEGMENTS} | {OTHERS: _slug(OTHERS)}
RFM_CHOICES = tuple((key, gettext_lazy(name)) for name, key in RFM_KEYS.items())

_SCORE = "(1 + ({v} > {b}[1])::int + ({v} > {b}[2])::int + ({v} > {b}[3])::int + ({v} > {b}[4])::int)"

# "At most the quantile of days since" is "at least the quantile of days", so a day on the border has the better score.
_SCORE_OF_DAY = (
    "(1 + ({v} >= {b}[1])::int + ({v} >= {b}[2])::int + ({v} >= {b}[3])::int + ({v} >= {b}[4])::int)"
)


def rfm_case(*, last: str, purchases: str, revenue: str, fifths: str) -> str:
    """SQL for the key of the segment: expressions for the last day's number, the purchases and the revenue."""
    scores = {
        "r": _SCORE_OF_DAY.format(v=last, b=f"{fifths}.last_days"),
        "f": _SCORE.format(v=purchases, b=f"{fifths}.purchases"),
        "m": _SCORE.format(v=revenue, b=f"{fifths}.revenue"),
    }
    boxes = " ".join(
        f"WHEN r BETWEEN {one.recency[0]} AND {one.recency[1]} AND f BETWEEN {one.frequency[0]} AND {one.frequency[1]}"
        f" AND m BETWEEN {one.monetary[0]} AND {one.monetary[1]} THEN '{RFM_KEYS[one.name]}'"
        for one in SEGMENTS
    )
    inner = f"SELECT {scores['r']} AS r, {scores['f']} AS f, {scores['m']} AS m"
    return f"(SELECT CASE {boxes} ELSE '{RFM_KEYS[OTHERS]}' END FROM ({inner}) AS scored)"  # noqa: S608
