"""Somebody brought a friend who stayed: say thank you."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import ADVOCATE
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

FRESH_DAYS = 7

_WHO = f"""
SELECT DISTINCT ON (advocate.id) advocate.id AS customer,
    round(coalesce(s.revenue_minor, 0) * {ADVOCATE})::bigint AS gain_minor,
    jsonb_build_object('friend', friend.name, 'spent', coalesce(s.revenue_minor, 0)) AS facts
FROM referrals_referral AS referral
JOIN people_customer AS of ON of.id = referral.advocate_id
JOIN people_customer AS advocate ON advocate.id = coalesce(of.root_id, of.id)
JOIN people_customer AS friend ON friend.id = referral.friend_id
LEFT JOIN insight_customersummary AS s ON s.customer_id = coalesce(friend.root_id, friend.id)
WHERE referral.state = 'rewarded' AND referral.ended_at < %(tomorrow_at)s
    AND referral.ended_at >= %(tomorrow_at)s - interval '{FRESH_DAYS} days'
ORDER BY advocate.id, referral.ended_at DESC, referral.id DESC
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("Brought %(friend)s, who has spent %(spent)s here.")
    return words % {"friend": told.text("friend") or _("a friend"), "spent": told.money("spent")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. Thank you for bringing your friend to us: your reward is on your card."
    )
    return words % {"dear": told.dear, "shop": told.shop}


NEW_ADVOCATE = Kind(
    key="new_advocate",
    label=gettext_lazy("Brought a friend"),
    intent=Intent.THANK,
    icon="users-plus",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=30,
)
