"""A shop with a crowd of customers who agreed to offers by e-mail, and a campaign to all of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from quen.campaigns.decide import ask
from quen.campaigns.estimate import estimate
from quen.campaigns.models import EVERYBODY, Arm, Campaign
from quen.campaigns.plan import Plan, Wording, make_campaign
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.models import Template
from quen.messages.settings import change_limits, change_sending, connect
from quen.messages.templates import Said, make_template
from quen.people.models import Consent, Customer, Identity, IdentityKind
from quen.segments.profile.refresh import refresh_all_profiles
from tests import world as cast
from tests.messages.letters import BRAND
from tests.world import World

LONG_AGO = datetime(2026, 1, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def shop_with_channels() -> World:
    """E-mail and SMS are turned on, an SMS costs 500; links lead to the shop's own address, a word stops SMS."""
    world = cast.build()
    for channel in (Channel.EMAIL, Channel.SMS):
        change_limits(channel=channel, is_on=True, by=SYSTEM)
    change_limits(channel=Channel.SMS, price_minor=500, by=SYSTEM)
    connect(channel=Channel.SMS, settings={**BRAND, "way_out": "TC gui 8088"}, secrets={}, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    return world


def people(count: int, *, agree_by: str = "all", kinds: Sequence[str] = ("email",)) -> list[Customer]:
    """So many customers with an address of each kind; they agree to offers on one channel, or on all."""
    customers = Customer.objects.bulk_create([Customer(name=f"Khách {n}") for n in range(count)])
    Identity.objects.bulk_create(
        Identity(customer=each, kind=kind, value=_address(kind, each.pk))
        for each in customers
        for kind in kinds
    )
    Consent.objects.bulk_create(
        Consent(
            customer=each, purpose="marketing", channel=agree_by, is_given=True, given_at=LONG_AGO, proof="giấy",
            recorded_by="system",
        )
        for each in customers
    )  # fmt: skip
    refresh_all_profiles()
    return customers


def _address(kind: str, number: int) -> str:
    return f"khach{number}@example.com" if kind == IdentityKind.EMAIL else f"+849{number:08d}"


def template(
    channel: Channel, name: str = "", *, subject: str = "Quà cho {{ dear }}", body: str = "Chào {{ dear }}!"
) -> Template:
    """An offer."""
    return make_template(
        name=name or f"Tết {channel}", channel=channel, purpose=MessagePurpose.MARKETING,
        said=Said(subject if channel == Channel.EMAIL else "", body), at=LONG_AGO, by=SYSTEM,
    )  # fmt: skip


def plan(*channels: Channel, **said: Any) -> Plan:
    """A campaign to everybody with one variant and a tenth held out, unless said otherwise."""
    channels = channels or (Channel.EMAIL,)
    if "variants" not in said:
        said["variants"] = [Wording({channel: template(channel).pk for channel in channels})]
    return Plan(**{"name": "Tết", "segment": EVERYBODY, "channels": channels, "holdout_percent": 10, **said})


def approved(asked: Plan, *, at: datetime = NOW) -> Campaign:
    """Drafted, estimated and, small as it is, approved at once."""
    row = make_campaign(asked, at=at, by=SYSTEM)
    estimate(campaign=row.pk, at=at)
    return ask(campaign=row.pk, at=at, by=SYSTEM)


def arms(row: Campaign) -> dict[int | None, set[int]]:
    """Arm → its customers."""
    found: dict[int | None, set[int]] = {}
    for arm, customer in Arm.objects.filter(source_kind="campaign", source_id=row.pk).values_list(
        "arm", "customer"
    ):
        found.setdefault(arm, set()).add(customer)
    return found
