"""Members who are about to lose their tier, were warned, and have not come since."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import REMINDED, USUAL_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

_WHO = f"""
SELECT s.customer_id AS customer, round({USUAL_MINOR} * {REMINDED})::bigint AS gain_minor,
    jsonb_build_object('tier', step.name, 'on', warning.due_on) AS facts
FROM tiers_tierwarning AS warning
JOIN people_customer AS c ON c.id = warning.customer_id
JOIN enrolment_member AS member ON member.customer_id = coalesce(c.root_id, c.id)
    AND member.left_at IS NULL AND member.tier_until = warning.due_on
JOIN unnest(%(tiers)s::text[], %(tier_names)s::text[]) AS step (key, name) ON step.key = member.tier
JOIN insight_customersummary AS s ON s.customer_id = member.customer_id
WHERE warning.due_on > %(day)s AND s.last_at < warning.warned_at
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("Keeps the tier %(tier)s until %(day)s only, and has not come since the warning.")
    return words % {"tier": told.text("tier"), "day": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. Your tier %(tier)s is looked at again on %(day)s: "
        "come by before then, so that you keep it."
    )
    facts = {"tier": told.text("tier"), "day": told.day("on")}
    return words % {"dear": told.dear, "shop": told.shop, **facts}


TIER_AT_RISK = Kind(
    key="tier_at_risk",
    label=gettext_lazy("Tier about to be lost"),
    intent=Intent.REMIND,
    icon="award",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=30,
    ends_with_visit=True,
)
