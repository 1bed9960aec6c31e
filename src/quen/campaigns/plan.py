"""What a campaign shall be: drafted, changed as long as it is a draft, made again from an earlier one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from quen.campaigns.check import checked
from quen.campaigns.errors import NotNow
from quen.campaigns.events import CampaignChanged, CampaignMade
from quen.campaigns.find import campaign_numbered, held
from quen.campaigns.models import Campaign, CampaignState, Repetition, Variant, VariantText
from quen.campaigns.offers import NO_OFFER, Offer, offer_of
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel


@dataclass(frozen=True)
class Wording:
    """A variant: what it says on each channel (the template's number), and its weight beside the others."""

    texts: Mapping[Channel, int]
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything a draft says. Channels in the order in which they are tried; the first variant is A."""

    name: str
    segment: str
    channels: Sequence[Channel]
    variants: Sequence[Wording]
    holdout_percent: int
    horizon_days: int = 30
    offer: Offer = field(default=NO_OFFER)
    budget_minor: int | None = None
    starts_at: datetime | None = None
    ends_on: date | None = None
    at_her_hour: bool = False


@transaction.atomic
def make_campaign(plan: Plan, *, at: datetime, by: Actor) -> Campaign:
    """A draft. Raises BadCampaign."""
    row = Campaign(made_at=at, made_by=str(by))
    _write(row, checked(plan), at=at, by=by)
    emit(CampaignMade(at=at, by=by, subject=row.pk, name=row.name))
    return row


@transaction.atomic
def change_campaign(plan: Plan, *, campaign: int, at: datetime, by: Actor) -> Campaign:
    """The draft says this from now on; its estimate has to be made anew. Raises BadCampaign, NoSuchCampaign, NotNow."""
    row = held(campaign, CampaignState.DRAFT)
    _write(row, checked(plan), at=at, by=by)
    emit(CampaignChanged(at=at, by=by, subject=row.pk, name=row.name))
    return row


@transaction.atomic
def delete_draft(*, campaign: int, by: Actor) -> None:  # noqa: ARG001  # who: the page's own record of the request
    """Throw a draft away. Raises NoSuchCampaign, NotNow."""
    row = held(campaign, CampaignState.DRAFT)
    if Repetition.objects.filter(pattern=row, is_on=True).exists():
        raise NotNow(gettext_noop("It comes round: end that first."))
    Repetition.objects.filter(pattern=row).delete()
    row.delete()


def plan_of(campaign: int) -> Plan:
    """What it says. Raises NoSuchCampaign."""
    row = campaign_numbered(campaign)
    return Plan(
        name=row.name, segment=row.segment, channels=[Channel(each) for each in row.channels],
        variants=wordings_of(row), holdout_percent=row.holdout_percent, horizon_days=row.horizon_days,
        offer=offer_of(row), budget_minor=row.budget_minor, starts_at=row.starts_at, ends_on=row.ends_on,
        at_her_hour=row.at_her_hour,
    )  # fmt: skip


def wordings_of(row: Campaign) -> list[Wording]:
    """Its variants in order, without the stopped ones. Two queries."""
    variants = row.variants.filter(stopped_at=None).order_by("number").prefetch_related("texts")
    return [
        Wording({Channel(text.channel): text.template_id for text in variant.texts.all()}, variant.weight)
        for variant in variants
    ]


def _write(row: Campaign, plan: Plan, *, at: datetime, by: Actor) -> None:
    row.name, row.segment, row.channels = plan.name, plan.segment, [each.value for each in plan.channels]
    row.holdout_percent, row.horizon_days = plan.holdout_percent, plan.horizon_days
    row.offer_kind, row.voucher_kind = plan.offer.kind, plan.offer.voucher()
    row.points, row.offer_day = plan.offer.points, plan.offer.day
    row.budget_minor, row.starts_at, row.ends_on = plan.budget_minor, plan.starts_at, plan.ends_on
    row.at_her_hour = plan.at_her_hour
    row.estimate, row.estimated_at, row.size = None, None, None
    row.changed_at, row.changed_by = at, str(by)
    row.save()
    row.variants.all().delete()
    for number, wording in enumerate(plan.variants, start=1):
        variant = Variant.objects.create(campaign=row, number=number, weight=wording.weight)
        VariantText.objects.bulk_create(
            VariantText(variant=variant, channel=channel, template_id=wording.texts[channel])
            for channel in plan.channels
        )
