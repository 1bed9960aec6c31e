"""A message that came back, or that the guard refused when its time came: the next channel is tried."""

from datetime import datetime

from django.db import transaction

from quen.campaigns.audience import BUDGET, not_after
from quen.campaigns.costs import costs_of
from quen.campaigns.find import key_of, source_of
from quen.campaigns.models import Arm, Campaign, CampaignState, VariantText
from quen.campaigns.offers import give, offer_of
from quen.kernel.actor import SYSTEM
from quen.messages.guard import Reason
from quen.messages.models import Message, State, TemplateVersion
from quen.messages.queue import queue
from quen.people.find import group_of, root_of


@transaction.atomic
def fall_back(*, campaign: int, customer: int, channel: str, at: datetime) -> Message | None:
    """The message on the next channel the guard allows, as far as the budget reaches; None where there is none.

    Told of the same failure again it does nothing: she is past that channel then.
    """
    row = Campaign.objects.select_for_update().filter(pk=campaign).first()
    if row is None or row.state not in (CampaignState.LAUNCHING, CampaignState.RUNNING):
        return None
    source, root = source_of(campaign), root_of(customer).pk
    arms = Arm.objects.select_for_update().filter(source_kind=source.kind, source_id=campaign, arm__gte=1)
    arm = arms.filter(customer__in=group_of(root)).order_by("customer").first()
    if arm is None or row.channels[arm.step] != channel:
        return None
    while arm.step + 1 < len(row.channels):
        message = _on_next(row, arm, root, at)
        if message is None or message.state not in (State.REFUSED, State.EXPIRED):
            return message
    return None


def _on_next(row: Campaign, arm: Arm, root: int, at: datetime) -> Message | None:
    following = row.channels[arm.step + 1]
    cost = costs_of(row, [root], at=at)[following].cost_minor
    if row.budget_minor is not None and row.reserved_minor + cost > row.budget_minor:
        _write(arm, reason=BUDGET)
        return None
    message = queue(
        customer=root, version=_version(row, arm, following), key=f"{key_of(row.pk)}:{following}:{root}", at=at,
        by=SYSTEM, source=source_of(row.pk), not_after=not_after(row),
        facts=give(offer=offer_of(row), customer=root, source=source_of(row.pk), name=row.name, at=at, by=SYSTEM),
    )  # fmt: skip
    is_going = message.state not in (State.REFUSED, State.EXPIRED)
    if is_going:
        Campaign.objects.filter(pk=row.pk).update(reserved_minor=row.reserved_minor + cost)
        arm.cost_minor += cost
    _write(arm, step=arm.step + 1, reason=message.reason if message.reason in Reason.values else "")
    return message


def _version(row: Campaign, arm: Arm, channel: str) -> TemplateVersion:
    texts = VariantText.objects.select_related("version__template")
    found: TemplateVersion | None = texts.get(
        variant__campaign=row, variant__number=arm.arm or 0, channel=channel
    ).version
    assert found is not None, "texts are fixed at the launch"
    return found


def _write(arm: Arm, *, reason: str, step: int | None = None) -> None:
    arm.reason, arm.step = reason, arm.step if step is None else step
    Arm.objects.filter(pk=arm.pk).update(reason=arm.reason, step=arm.step, cost_minor=arm.cost_minor)
