"""What the shop has to choose from: asked when a form is drawn, never when a rule is judged."""

from collections.abc import Sequence
from itertools import islice

from django.db import connection
from django.utils.translation import gettext_lazy as _

from quen.enrolment.versions import version_in_force
from quen.insight.business_day import business_today
from quen.segments.models import Segment
from quen.vouchers.models import VoucherKind

MOST = 200

# What the customers of the first pages of the table have: exact in a small shop, the frequent ones in a large one.
_SAMPLE = """
SELECT DISTINCT word FROM (SELECT {column} AS word FROM people_customer LIMIT 20000) AS sample
WHERE word <> '' ORDER BY 1
"""


def areas() -> list[str]:
    return _sampled("area")


def tags() -> list[str]:
    return _sampled("unnest(tags)")


def sources() -> list[str]:
    return _sampled("source")


def languages() -> list[str]:
    return list(dict.fromkeys(["vi", "en", *_sampled("language")]))


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


def _sampled(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE.format(column=column))
        return [word for (word,) in islice(cursor.fetchall(), MOST)]
