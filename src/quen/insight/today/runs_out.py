"""What somebody buys with a rhythm runs out within days: remind while it still helps."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import REMINDED, USUAL_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

AHEAD_DAYS = 3
"""Told from so many days before it runs out, until it is late by her own rhythm."""

_WHO = f"""
SELECT DISTINCT ON (s.customer_id) s.customer_id AS customer,
    round({USUAL_MINOR} * {REMINDED})::bigint AS gain_minor,
    jsonb_build_object('product', product.name, 'on', need.runs_out_on, 'days', round(need.interval_days)) AS facts
FROM insight_runsout AS need
JOIN insight_customersummary AS s ON s.customer_id = need.customer_id
JOIN purchases_product AS product ON product.id = need.product_id
WHERE need.runs_out_on <= %(day)s::date + {AHEAD_DAYS} AND need.late_on >= %(day)s AND product.name <> ''
ORDER BY s.customer_id, need.runs_out_on, need.product_id
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("Buys “%(product)s” every %(days)s days; it runs out about %(day)s.")
    return words % {"product": told.text("product"), "days": told.number("days"), "day": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. Your “%(product)s” must be nearly used up: shall we put some aside for you?"
    )
    return words % {"dear": told.dear, "shop": told.shop, "product": told.text("product")}


RUNS_OUT = Kind(
    key="runs_out",
    label=gettext_lazy("Runs out of what she buys"),
    intent=Intent.REMIND,
    icon="shopping-bag",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=14,
    ends_with_visit=True,
)
