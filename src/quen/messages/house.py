"""What is the same in every message: whose it is, how it speaks, what the law puts in front, where links lead."""

from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.conf import settings as installation

from quen.messages.channel import Channel
from quen.messages.settings import public_url_of, sending_settings
from quen.messages.settings_models import ChannelAccount, Tone
from quen.shops.reads import current_business

_SPOKEN = {Channel.SMS: "way_out", Channel.EMAIL: "phone"}
"""What offers say besides their text is set where their channel is set up."""


@dataclass(frozen=True)
class House:
    """`base`: where the member pages are, without a slash at the end; empty where nobody has said so.

    `way_out`: how offers by SMS are refused, in the shop's own words; `advertiser`: who stands under offers by e-mail.
    """

    business: str = ""
    colour: str = "#0f766e"
    label: str = "[QC]"
    way_out: str = ""
    advertiser: str = ""
    tone: Tone = Tone.GROWN
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(installation.TIME_ZONE))
    base: str = ""


def house_of() -> House:
    """The house as it is now. Three queries."""
    business, said = current_business(), sending_settings()
    by_channel = dict(ChannelAccount.objects.filter(pk__in=_SPOKEN).values_list("channel", "settings"))
    way_out, phone = (str(by_channel.get(channel, {}).get(name) or "") for channel, name in _SPOKEN.items())
    house = House(label=said.label, tone=Tone(said.tone), base=public_url_of(said), way_out=way_out)
    if business is None:
        return house
    known = (business.legal_name or business.name, business.address, phone)
    return replace(
        house, business=business.name, colour=business.brand_colour, zone=ZoneInfo(business.timezone),
        advertiser=" · ".join(each for each in known if each),
    )  # fmt: skip
