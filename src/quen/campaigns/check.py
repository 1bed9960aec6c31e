"""Whether a plan can be sent as it is written; what is wrong is said before anybody approves it."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from quen.campaigns.errors import BadCampaign
from quen.campaigns.models import EVERYBODY, LEAST_HORIZON, MOST_HORIZON
from quen.campaigns.offers import check_offer
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.registry import PORTS
from quen.messages.models import Template
from quen.segments.models import Segment
from quen.shops.clock import day_of

if TYPE_CHECKING:
    from quen.campaigns.plan import Plan, Wording

LONGEST_NAME, MOST_VARIANTS, MOST_WEIGHT, MOST_HELD_OUT = 120, 5, 100, 50


def checked(plan: "Plan") -> "Plan":
    """The plan with a tidy name. Raises BadCampaign."""
    plan = replace(plan, name=tidy(plan.name))
    if not plan.name or len(plan.name) > LONGEST_NAME:
        raise BadCampaign(
            gettext_noop("Give the campaign a name of at most %(most)s letters."), most=LONGEST_NAME
        )
    if plan.segment != EVERYBODY and not Segment.objects.filter(key=plan.segment, archived_at=None).exists():
        raise BadCampaign(gettext_noop("Choose the segment it goes to."))
    if not plan.channels or len(set(plan.channels)) < len(plan.channels) or set(plan.channels) - PORTS.keys():
        raise BadCampaign(gettext_noop("Choose at least one channel, each once."))
    _check_numbers(plan)
    _check_times(plan)
    _check_variants(plan)
    check_offer(plan.offer, has_budget=plan.budget_minor is not None)
    return plan


def _check_numbers(plan: "Plan") -> None:
    if not 0 <= plan.holdout_percent <= MOST_HELD_OUT:
        raise BadCampaign(gettext_noop("At most half of the customers can be held out."))
    if not LEAST_HORIZON <= plan.horizon_days <= MOST_HORIZON:
        raise BadCampaign(
            gettext_noop("The result is read after %(least)s to %(most)s days."), least=LEAST_HORIZON, most=MOST_HORIZON
        )  # fmt: skip
    if plan.budget_minor is not None and plan.budget_minor < 1:
        raise BadCampaign(gettext_noop("A budget is above zero. Leave it empty for none."))


def _check_times(plan: "Plan") -> None:
    if plan.starts_at and plan.ends_on and plan.ends_on < day_of(plan.starts_at):
        raise BadCampaign(gettext_noop("It would end before it begins."))


def _check_variants(plan: "Plan") -> None:
    if not 1 <= len(plan.variants) <= MOST_VARIANTS:
        raise BadCampaign(gettext_noop("A campaign has between 1 and %(most)s variants."), most=MOST_VARIANTS)
    numbers = {number for wording in plan.variants for number in wording.texts.values()}
    fit = set(
        Template.objects.filter(
            pk__in=numbers, archived_at=None, purpose=MessagePurpose.MARKETING
        ).values_list("pk", "channel")
    )
    for wording in plan.variants:
        _check_wording(wording, plan.channels, fit)


def _check_wording(
    wording: "Wording", channels: "Collection[Channel]", fit: Collection[tuple[int, str]]
) -> None:
    if not 1 <= wording.weight <= MOST_WEIGHT:
        raise BadCampaign(
            gettext_noop("A variant's weight is a number from 1 to %(most)s."), most=MOST_WEIGHT
        )
    for channel in channels:
        if (wording.texts.get(channel, 0), channel.value) not in fit:
            raise BadCampaign(
                gettext_noop(
                    "Choose for every variant and channel a template that is an offer (%(channel)s)."
                ),
                channel=channel.label,
            )
