"""A test to oneself: the text as one of the customers would read it, handed over at once, outside the outbox."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.db.models import Q

from quen.campaigns.errors import BadCampaign
from quen.campaigns.find import campaign_numbered
from quen.campaigns.models import EVERYBODY, Campaign, VariantText
from quen.campaigns.offers import example_facts, offer_of
from quen.insight.business_day import business_today
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.channels.registry import PORTS
from quen.messages.house import house_of
from quen.messages.models import TemplateVersion
from quen.messages.outcome import HandedOver, Outcome
from quen.messages.preview import Preview, known_of, written
from quen.messages.settings import account_of
from quen.messages.templates import newest_version
from quen.people.models import Customer
from quen.segments.people_in import in_segment

TRIED_BY_ADDRESS = frozenset({Channel.EMAIL, Channel.SMS, Channel.ZALO})
"""Channels that take an address one types; the others reach a customer by her number in the outbox."""


@dataclass(frozen=True)
class Tried:
    """The text of one variant on one channel, for the customer it is shown for."""

    customer: Customer | None
    preview: Preview | None


def try_on(*, campaign: int, variant: int, channel: Channel, at: datetime) -> Tried:
    """How it reads for the newest customer of the segment. Raises NoSuchCampaign, BadCampaign."""
    row = campaign_numbered(campaign)
    version = _version(row, variant, channel)
    meant = in_segment(row.segment, today=business_today()) if row.segment != EVERYBODY else Q()
    customer = Customer.objects.filter(meant, root=None).exclude(name="").order_by("-pk").first()
    if customer is None:
        return Tried(None, None)
    house = house_of()
    known = known_of(version, [customer.pk], house=house, at=at)[customer.pk]
    facts = {
        **known,
        **example_facts(offer_of(row), at=at),
        "unsubscribe": f"{house.base}/" if house.base else "",
    }
    return Tried(customer, written(version, facts, house=house))


def send_test(*, campaign: int, variant: int, channel: Channel, address: str, at: datetime) -> Outcome:
    """Send it to an address of the shop's own. What came of it is the channel's answer; nothing is kept.

    Its link to stop offers leads nowhere, so that who tests does not speak for a customer. Raises BadCampaign,
    NoSuchCampaign.
    """
    if channel not in TRIED_BY_ADDRESS:
        raise BadCampaign(gettext_noop("On this channel a test cannot be sent. Look at its text here."))
    account = account_of(channel)
    if not account.is_on:
        raise BadCampaign(gettext_noop("The channel is turned off."))
    tried = try_on(campaign=campaign, variant=variant, channel=channel, at=at)
    letter = tried.preview.letter if tried.preview else None
    if letter is None:
        missing = ", ".join(tried.preview.missing) if tried.preview else ""
        raise BadCampaign(
            gettext_noop("It cannot be written for anybody of the segment. Missing: %(facts)s"), facts=missing or "–"
        )  # fmt: skip
    with PORTS[channel].open(account) as hand_over:
        return hand_over(replace(letter, key=f"test:{uuid4()}", address=address.strip()))


def has_gone(outcome: Outcome) -> bool:
    """Whether the provider took it."""
    return isinstance(outcome, HandedOver)


def _version(row: Campaign, variant: int, channel: Channel) -> TemplateVersion:
    texts = VariantText.objects.select_related("template", "version__template")
    found = texts.filter(variant__campaign=row, variant__number=variant, channel=channel).first()
    if found is None:
        raise BadCampaign(gettext_noop("There is no such text in this campaign."))
    return found.version or newest_version(found.template)
