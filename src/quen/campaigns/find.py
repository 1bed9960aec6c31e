"""A campaign by its number, and who it is to the outbox."""

from quen.campaigns.errors import NoSuchCampaign, NotNow
from quen.campaigns.models import Campaign, CampaignState
from quen.kernel.sentences import gettext_noop
from quen.messages.queue import Source

KIND = "campaign"


def source_of(campaign: int) -> Source:
    """What its messages and arms are kept under."""
    return Source(KIND, campaign)


def key_of(campaign: int) -> str:
    """How the keys of all it sends and gives begin."""
    return f"{KIND}:{campaign}"


def held(campaign: int, *states: CampaignState) -> Campaign:
    """The campaign, locked, in one of these states. Raises NoSuchCampaign, NotNow."""
    row = Campaign.objects.select_for_update().filter(pk=campaign).first()
    if row is None:
        raise NoSuchCampaign(gettext_noop("There is no such campaign."))
    if states and row.state not in states:
        raise NotNow(
            gettext_noop("“%(name)s” is not at the point where this can be done. Look at it again."),
            name=row.name,
        )
    return row


def campaign_numbered(campaign: int) -> Campaign:
    """The campaign, to be read. Raises NoSuchCampaign."""
    row = Campaign.objects.select_related("voucher_kind").filter(pk=campaign).first()
    if row is None:
        raise NoSuchCampaign(gettext_noop("There is no such campaign."))
    return row
