"""Regulars whose next visit is overdue, worth winning back."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quen.insight.today.former import FACTS, FORMER, GAIN, IS_WORTH_IT
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

_WHO = f"""
SELECT customer_id AS customer, round({GAIN})::bigint AS gain_minor, {FACTS} AS facts
FROM ({FORMER}) AS former
WHERE {IS_WORTH_IT}
"""  # noqa: S608 (written here)


def _why(told: Told) -> str:
    words = _(
        "Usually every %(usual)s, now %(silent)s since the last visit. About %(year)s a year is at stake."
    )
    facts = {"usual": _days(told, "usual"), "silent": _days(told, "silent"), "year": told.money("at_stake")}
    chance = _("Still a customer with a chance of %(active)s%%.")
    forecast = "" if told.facts.get("active") is None else chance % {"active": told.number("active")}
    return f"{words % facts} {forecast}".strip()


def _days(told: Told, fact: str) -> str:
    return ngettext("%(count)s day", "%(count)s days", int(told.facts[fact])) % {"count": told.number(fact)}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. We have not seen you for a while and hope you are well. "
        "Was anything not right last time? We would be glad to see you again."
    )
    return words % {"dear": told.dear, "shop": told.shop}


RESCUE = Kind(
    key="rescue",
    label=gettext_lazy("Regular overdue"),
    intent=Intent.RESCUE,
    icon="phone",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=60,
    ends_with_visit=True,
)
