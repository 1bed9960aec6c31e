"""Former regulars better left in peace: no message is worth sending, and that is said."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.former import FACTS, FORMER, IS_WORTH_IT, MOST_SILENT_DAYS
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

_WHO = f"""
SELECT customer_id AS customer, 0::bigint AS gain_minor, {FACTS} AS facts
FROM ({FORMER}) AS former
WHERE NOT {IS_WORTH_IT}
"""  # noqa: S608 (written here)


def _why(told: Told) -> str:
    if int(told.facts["silent"]) > MOST_SILENT_DAYS:
        words = _("Last came on %(day)s, more than a year ago.")
    else:
        words = _(
            "Spent about %(year)s a year; looking after her would cost more than it is likely to bring."
        )
    return words % {"day": told.day("last"), "year": told.money("year")}


def _words(_told: Told) -> str:
    return ""


LET_GO = Kind(
    key="let_go",
    label=gettext_lazy("Better left in peace"),
    intent=Intent.LET_GO,
    icon="moon",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=365,
    ends_with_visit=True,
    kept=10,
)
