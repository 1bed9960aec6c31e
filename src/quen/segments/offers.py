"""What the shop has to choose from: asked when a form is drawn, never when a rule is judged."""

from collections.abc import Sequence
from itertools import islice

from django.db import connection
from django.utils.translation import gettext_lazy as _

from quen.enrolment.versions import version_in_force
from quen.insight.business_day import business_today
from quen.purchases.models import Category
from quen.segments.models import Segment, SegmentKind
from quen.shops.models import Store
from quen.vouchers.models import VoucherKind

MOST = 200
MOST_CATEGORIES = 1_000

# What the customers of the first pages of the table have: exact in a small shop, the frequent ones in a large one.
_SAMPLE = """
SELECT DISTINCT word FROM (SELECT {column} AS word FROM people_customer LIMIT 20000) AS sample
WHERE word <> '' ORDER BY 1
"""


# From one channel to the next through the index, instead of past every customer of each.
_CHANNELS = """
WITH RECURSIVE known (of) AS (
    (SELECT of FROM segments_tally WHERE of > 'channel:' AND of < 'channel;' ORDER BY of LIMIT 1)
    UNION ALL
    SELECT (SELECT of FROM segments_tally WHERE of > known.of AND of < 'channel;' ORDER BY of LIMIT 1)
    FROM known WHERE known.of IS NOT NULL
)
SELECT substr(of, 9) FROM known WHERE of IS NOT NULL LIMIT 100
"""


def areas() -> list[str]:
    return _sampled("area")


def tags() -> list[str]:
    return _sampled("unnest(tags)")


def sources() -> list[str]:
    return _sampled("source")


def languages() -> list[str]:
    return list(dict.fromkeys(["vi", "en", *_sampled("language")]))


def stores() -> Sequence[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Store.objects.order_by("name").values_list("pk", "name")]


def categories() -> Sequence[tuple[str, str]]:
    found = Category.objects.order_by("name").values_list("pk", "name")[:MOST_CATEGORIES]
    return [(str(pk), name) for pk, name in found]


def channels() -> Sequence[tuple[str, str]]:
    """Every channel something was bought through."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANNELS)
        return [(name, name) for (name,) in cursor.fetchall()]


def tiers() -> Sequence[tuple[str, str]]:
    """The tiers of the programme in force."""
    programme = version_in_force(business_today())
    if programme is None or programme.tiers is None:
        return ()
    return [(step.key, step.name) for step in programme.tiers.steps]


def voucher_kinds() -> Sequence[tuple[str, str]]:
    """Any voucher, and every kind by its key."""
    kinds = VoucherKind.objects.order_by("name").values_list("key", "name")[:MOST]
    return [("any", _("any voucher")), *kinds]  # type: ignore[list-item]


def segments() -> Sequence[tuple[str, str]]:
    """Segments that are in use, by name."""
    found = Segment.objects.filter(archived_at=None).only("key", "name", "is_ready_made")
    return sorted(((one.key, one.shown_name) for one in found), key=lambda pair: pair[1])


def segments_named(key: str) -> list[tuple[str, str]]:
    """The segment with this key as a choice, where there is one."""
    return [
        (one.key, one.shown_name)
        for one in Segment.objects.filter(key=key).only("key", "name", "is_ready_made")
    ]


def fixed_lists() -> list[tuple[str, str]]:
    """The fixed lists everybody may see, by name."""
    found = Segment.objects.filter(kind=SegmentKind.LIST, is_shared=True, archived_at=None).order_by("name")
    return list(found.values_list("key", "name"))


def kept_segments(known: set[str]) -> list[tuple[str, str]]:
    """Segments the till can know of, by name; those a programme names already stay to choose from."""
    found = Segment.objects.filter(archived_at=None, is_kept=True).only("key", "name", "is_ready_made")
    named = {one.key: one.shown_name for one in found}
    return sorted({**{key: key for key in known}, **named}.items(), key=lambda pair: pair[1])


def _sampled(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE.format(column=column))
        return [word for (word,) in islice(cursor.fetchall(), MOST)]
