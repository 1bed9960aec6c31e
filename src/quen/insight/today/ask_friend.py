"""The best members who have not brought a friend yet: ask them, where friends are rewarded."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import ASKED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

LATELY_DAYS = 30

_WHO = f"""
SELECT s.customer_id AS customer, round({YEAR_MINOR} * {ASKED})::bigint AS gain_minor,
    jsonb_build_object('visits', s.purchases, 'year', round({YEAR_MINOR})) AS facts
FROM insight_customersummary AS s
JOIN enrolment_member AS member ON member.customer_id = s.customer_id AND member.left_at IS NULL
WHERE s.stage = 'loyal' AND s.value_band = 'top'
    AND s.last_at >= %(tomorrow_at)s - interval '{LATELY_DAYS} days' AND s.last_at < %(tomorrow_at)s
    AND NOT EXISTS (SELECT FROM referrals_referral AS brought WHERE brought.advocate_id = s.customer_id)
    AND (SELECT terms.is_running FROM referrals_terms AS terms ORDER BY terms.id DESC LIMIT 1)
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("One of the best: %(visits)s purchases, about %(year)s a year, and has brought nobody yet.")
    return words % {"visits": told.number("visits"), "year": told.money("year")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, thank you for being with %(shop)s so often. Do you know somebody who would like it here? Your "
        "card has a code: you both get something for it."
    )
    return words % {"dear": told.dear, "shop": told.shop}


ASK_FRIEND = Kind(
    key="ask_friend",
    label=gettext_lazy("Could bring a friend"),
    intent=Intent.ASK,
    icon="heart-handshake",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=180,
    kept=2,  # a favour is asked of few: else the best would fill the list every day
)
