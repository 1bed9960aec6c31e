"""What is the same in every message: whose it is, how it speaks, what the law puts in front, where links lead."""

from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.conf import settings as installation

from quen.messages.settings import public_url_of, sending_settings
from quen.messages.settings_models import Tone
from quen.shops.reads import current_business


@dataclass(frozen=True)
class House:
    """`base`: where the member pages are, without a slash at the end; empty where nobody has said so."""

    business: str = ""
    colour: str = "#0f766e"
    label: str = "[QC]"
    tone: Tone = Tone.GROWN
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(installation.TIME_ZONE))
    base: str = ""


def house_of() -> House:
    """The house as it is now. Two queries."""
    business, said = current_business(), sending_settings()
    house = House(label=said.label, tone=Tone(said.tone), base=public_url_of(said))
    if business is None:
        return house
    return replace(
        house, business=business.name, colour=business.brand_colour, zone=ZoneInfo(business.timezone)
    )
