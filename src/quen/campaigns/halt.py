"""Pause a campaign, go on, or stop it for good."""

from datetime import datetime

from django.db import transaction

from quen.campaigns.events import CampaignStopped
from quen.campaigns.find import held, source_of
from quen.campaigns.models import Campaign, CampaignState
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.messages import sources

_UNDER_WAY = (CampaignState.LAUNCHING, CampaignState.RUNNING)


@transaction.atomic
def pause(*, campaign: int, at: datetime, by: Actor) -> Campaign:
    """Hand over nothing more of it for now. Raises NoSuchCampaign, NotNow."""
    row = held(campaign, *_UNDER_WAY)
    sources.pause(source_of(campaign), at=at, by=by)
    return row


@transaction.atomic
def resume(*, campaign: int, by: Actor) -> Campaign:
    """Go on where it was paused. Raises NoSuchCampaign, NotNow."""
    row = held(campaign, *_UNDER_WAY)
    sources.resume(source_of(campaign), by=by)
    return row


@transaction.atomic
def stop(*, campaign: int, at: datetime, by: Actor) -> Campaign:
    """Send nothing more of it, for good; what went stays counted. Raises NoSuchCampaign, NotNow."""
    row = held(campaign, CampaignState.WAITING, CampaignState.APPROVED, *_UNDER_WAY)
    stopped = sources.stop(source_of(campaign), at=at, by=by)
    row.state, row.stopped_at = CampaignState.STOPPED, at
    row.save(update_fields=["state", "stopped_at"])
    emit(CampaignStopped(at=at, by=by, subject=row.pk, name=row.name, messages=stopped))
    return row
