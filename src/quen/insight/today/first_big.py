"""A first purchase among the biggest: say thank you while it is fresh."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import FIRST_BIG
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

FRESH_DAYS = 7

_WHO = f"""
SELECT s.customer_id AS customer, round(s.first_amount_minor * {FIRST_BIG})::bigint AS gain_minor,
    jsonb_build_object('amount', s.first_amount_minor, 'on', (s.first_at AT TIME ZONE %(zone)s)::date) AS facts
FROM insight_customersummary AS s
WHERE s.is_first_big AND s.purchase_days = 1
    AND s.first_at >= %(tomorrow_at)s - interval '{FRESH_DAYS} days' AND s.first_at < %(tomorrow_at)s
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("First purchase, and a big one: %(amount)s on %(day)s.")
    return words % {"amount": told.money("amount"), "day": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. Thank you for coming to us on %(day)s. "
        "Is everything as you hoped? If anything is not, tell us and we put it right."
    )
    return words % {"dear": told.dear, "shop": told.shop, "day": told.day("on")}


FIRST_BIG_PURCHASE = Kind(
    key="first_big",
    label=gettext_lazy("First big purchase"),
    intent=Intent.THANK,
    icon="heart",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=3_650,
)
