"""What this room keeps about persons: what was worked out of purchases, and is worked out anew for a number."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="insight.care", of=("customer",), called=gettext_noop("Reasons to look after her"),
        tells=("day", "kind", "gain_minor", "facts", "state"), fate=Fate.GONE,
    ),
    Kept(
        model="insight.customersummary", of=("customer",), called=gettext_noop("Summary of purchases"),
        tells=("purchases", "revenue_minor", "first_at", "last_at", "median_gap_days", "stage", "value_band"),
        fate=Fate.GONE,
    ),
    Kept(
        model="insight.forecast", of=("customer",), called=gettext_noop("Forecast"),
        tells=("worked_out_on", "p_active", "next_visit", "spend_365_minor", "lifetime_value_minor"), fate=Fate.GONE,
    ),
    Kept(
        model="insight.nextproduct", of=("customer",), called=gettext_noop("What she may like next"),
        tells=("rank", "product__name", "because__name"), fate=Fate.GONE,
    ),
    Kept(
        model="insight.runsout", of=("customer",), called=gettext_noop("What runs out"),
        tells=("product__name", "runs_out_on"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY = frozenset(
    {
        "insight.backtest", "insight.careday", "insight.caresettings", "insight.economicssettings",
        "insight.forecastrun", "insight.savedresult", "insight.yardsticks",
    }
)  # fmt: skip
