"""Ask for the launch, and let a second person say yes or no where it goes to many."""

from datetime import datetime

from django.db import transaction

from quen.campaigns.errors import BadCampaign, NotYours
from quen.campaigns.estimate import estimate_of
from quen.campaigns.events import CampaignAsked, CampaignDecided
from quen.campaigns.find import held
from quen.campaigns.models import Campaign, CampaignState
from quen.campaigns.settings import campaign_settings
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


@transaction.atomic
def ask(*, campaign: int, at: datetime, by: Actor) -> Campaign:
    """The draft is done. Up to the owner's size it is approved at once; above it waits for a second person.

    Raises BadCampaign without an estimate or where it would go to nobody, NoSuchCampaign, NotNow.
    """
    row = held(campaign, CampaignState.DRAFT)
    found = estimate_of(row)
    if found is None:
        raise BadCampaign(gettext_noop("Work out the estimate first: who it goes to, and what it costs."))
    if not found.written_to:
        raise BadCampaign(gettext_noop("It would go to nobody. The estimate says why."))
    row.asked_by, row.size = str(by), found.written_to
    if found.written_to <= campaign_settings().approval_above:
        return _decided(row, is_approved=True, words="", at=at, by=by)
    row.state = CampaignState.WAITING
    row.save(update_fields=["state", "asked_by", "size"])
    emit(CampaignAsked(at=at, by=by, subject=row.pk, name=row.name, size=found.written_to))
    return row


@transaction.atomic
def approve(*, campaign: int, at: datetime, by: Actor) -> Campaign:
    """A second person's yes. Raises NotYours for who wrote it or asked, NoSuchCampaign, NotNow."""
    row = held(campaign, CampaignState.WAITING)
    if str(by) in (row.asked_by, row.changed_by):
        raise NotYours(gettext_noop("You wrote this campaign: someone else has to approve it."))
    return _decided(row, is_approved=True, words="", at=at, by=by)


@transaction.atomic
def give_back(*, campaign: int, words: str, at: datetime, by: Actor) -> Campaign:
    """No, or not yet: it is a draft again. Raises NoSuchCampaign, NotNow."""
    row = held(campaign, CampaignState.WAITING, CampaignState.APPROVED)
    return _decided(row, is_approved=False, words=words.strip()[:300], at=at, by=by)


def _decided(row: Campaign, *, is_approved: bool, words: str, at: datetime, by: Actor) -> Campaign:
    row.state = CampaignState.APPROVED if is_approved else CampaignState.DRAFT
    row.approved_at, row.approved_by = (at, str(by)) if is_approved else (None, "")
    row.save(update_fields=["state", "approved_at", "approved_by", "asked_by", "size"])
    emit(CampaignDecided(at=at, by=by, subject=row.pk, name=row.name, is_approved=is_approved, words=words))
    return row
