"""A voucher of hers ends within a week, unused."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import REMINDED, USUAL_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

AHEAD_DAYS = 7

_WHO = f"""
SELECT DISTINCT ON (s.customer_id) s.customer_id AS customer,
    round({USUAL_MINOR} * {REMINDED})::bigint AS gain_minor,
    jsonb_build_object('voucher', kind.name, 'on', voucher.valid_until) AS facts
FROM vouchers_voucher AS voucher
JOIN vouchers_voucherkind AS kind ON kind.id = voucher.kind_id
JOIN people_customer AS c ON c.id = voucher.customer_id
JOIN insight_customersummary AS s ON s.customer_id = coalesce(c.root_id, c.id)
WHERE voucher.state = 'ready' AND voucher.valid_until IS NOT NULL
    AND voucher.valid_until BETWEEN %(day)s::date AND %(day)s::date + {AHEAD_DAYS}
ORDER BY s.customer_id, voucher.valid_until, voucher.id
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("The voucher “%(voucher)s” is unused and ends on %(day)s.")
    return words % {"voucher": told.text("voucher"), "day": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. Your voucher “%(voucher)s” is good until %(day)s: it would be a pity to let "
        "it go."
    )
    facts = {"voucher": told.text("voucher"), "day": told.day("on")}
    return words % {"dear": told.dear, "shop": told.shop, **facts}


VOUCHER_UNUSED = Kind(
    key="voucher_unused",
    label=gettext_lazy("Voucher about to end"),
    intent=Intent.REMIND,
    icon="ticket",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=14,
    ends_with_visit=True,
)
