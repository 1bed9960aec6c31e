"""What the owner decides about all campaigns."""

from typing import TypedDict, Unpack

from django.db import transaction

from quen.campaigns.errors import BadCampaign
from quen.campaigns.models import CampaignSettings
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change

MOST_APPROVED_ALONE = 10_000_000


class Decided(TypedDict, total=False):
    """What may be changed."""

    approval_above: int
    holdout_percent: int
    least_extra: int
    most_extra: int


def campaign_settings() -> CampaignSettings:
    """What is in force; the defaults until somebody changes them."""
    return CampaignSettings.objects.filter(pk=1).first() or CampaignSettings(pk=1)


@transaction.atomic
def change_campaign_settings(*, by: Actor, **decided: Unpack[Decided]) -> CampaignSettings:
    """Write what differs, with its history. Raises BadCampaign."""
    if not 0 <= decided.get("holdout_percent", 0) <= 50:
        raise BadCampaign(gettext_noop("At most half of the customers can be held out."))
    if not 0 <= decided.get("approval_above", 0) <= MOST_APPROVED_ALONE:
        raise BadCampaign(gettext_noop("The size from which a second person decides is a number from 0 on."))
    row, _is_new = CampaignSettings.objects.select_for_update().get_or_create(pk=1)
    least, most = decided.get("least_extra", row.least_extra), decided.get("most_extra", row.most_extra)
    if not 0 <= least < most <= 100:
        raise BadCampaign(
            gettext_noop("Assume a range of extra purchases: the first number below the second, up to 100.")
        )
    change(row, dict(decided), of="campaigns", by=by)
    return row
