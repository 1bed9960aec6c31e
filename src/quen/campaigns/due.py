"""Campaigns whose time has come are launched; one that a killed worker left half in the outbox goes on there."""

import logging
from datetime import datetime

from django.db.models import Q

from quen.campaigns.decide import give_back
from quen.campaigns.launch import launch
from quen.campaigns.models import Campaign, CampaignState
from quen.kernel.actor import SYSTEM
from quen.kernel.errors import QuenError

log = logging.getLogger("quen.campaigns")


def launch_due(*, at: datetime) -> int:
    """Launch what was approved and is due, and what was not launched to the end; how many.

    What cannot be launched any more (its segment is gone) becomes a draft again with the reason.
    """
    is_due = Q(starts_at=None) | Q(starts_at__lte=at)
    due = Campaign.objects.filter(Q(is_due, state=CampaignState.APPROVED) | Q(state=CampaignState.LAUNCHING))
    launched = 0
    for number in due.order_by("pk").values_list("pk", flat=True):
        try:
            launched += launch(campaign=number, at=at)
        except QuenError as error:
            log.warning("campaign %s could not be launched: %s", number, error)
            give_back(campaign=number, words=str(error), at=at, by=SYSTEM)
    return launched
