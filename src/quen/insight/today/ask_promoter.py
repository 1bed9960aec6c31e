"""Who would recommend the shop and has brought nobody yet: ask now, while she means it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import ASKED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.said import NEWEST
from quen.insight.today.told import Told

_WHO = f"""
SELECT said.customer, round({YEAR_MINOR} * {ASKED})::bigint AS gain_minor,
    jsonb_build_object('score', said.score, 'on', said.said_on, 'year', round({YEAR_MINOR})) AS facts
FROM ({NEWEST}) AS said
JOIN insight_customersummary AS s ON s.customer_id = said.customer
JOIN enrolment_member AS member ON member.customer_id = said.customer AND member.left_at IS NULL
WHERE said.kind = 'nps' AND said.band = 'high'
    AND NOT EXISTS (
        SELECT FROM referrals_referral AS brought JOIN people_customer AS of ON of.id = brought.advocate_id
        WHERE coalesce(of.root_id, of.id) = said.customer
    )
    AND (SELECT terms.is_running FROM referrals_terms AS terms ORDER BY terms.id DESC LIMIT 1)
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("Would recommend the shop: %(score)s of 10 on %(on)s, and has brought nobody yet.")
    return words % {"score": told.number("score"), "on": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, thank you for your kind answer to %(shop)s. Do you know somebody who would like it here? Your "
        "card has a code: you both get something for it."
    )
    return words % {"dear": told.dear, "shop": told.shop}


ASK_PROMOTER = Kind(
    key="ask_promoter",
    label=gettext_lazy("Would recommend the shop"),
    intent=Intent.ASK,
    icon="heart",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=180,
    kept=5,
)
