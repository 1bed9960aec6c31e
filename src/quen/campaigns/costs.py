"""What a message of the campaign costs, and which facts its texts would lack: tried on some of its customers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from quen.campaigns.models import Campaign, VariantText
from quen.campaigns.offers import example_facts, offer_of
from quen.messages.channel import Channel
from quen.messages.house import House, house_of
from quen.messages.models import TemplateVersion
from quen.messages.preview import count_lacking, known_of, written
from quen.messages.settings import account_of
from quen.messages.templates import newest_version

SAMPLE = 300


@dataclass(frozen=True)
class OnChannel:
    """price_minor: of a message, or of one part of an SMS; parts: of the longest text tried.

    lacking: fact → of how many of the `tried` customers it is not known: they would get nothing on this channel.
    """

    price_minor: int
    parts: int = 1
    tried: int = 0
    lacking: Mapping[str, int] = field(default_factory=dict)

    @property
    def cost_minor(self) -> int:
        """Of one message, at most."""
        return self.price_minor * self.parts


def costs_of(row: Campaign, customers: Sequence[int], *, at: datetime) -> dict[str, OnChannel]:
    """Channel → what was found with these customers, who stand for themselves."""
    texts = VariantText.objects.filter(variant__campaign=row).select_related("template", "version__template")
    by_channel: dict[str, list[TemplateVersion]] = {channel: [] for channel in row.channels}
    for text in texts:
        by_channel[text.channel].append(text.version or newest_version(text.template))
    house, told = house_of(), example_facts(offer_of(row), at=at)
    return {
        channel: _tried(Channel(channel), versions, customers[:SAMPLE], told, house, at)
        for channel, versions in by_channel.items()
    }


def _tried(
    channel: Channel, versions: Sequence[TemplateVersion], customers: Sequence[int], told: Mapping[str, object],
    house: House, at: datetime,
) -> OnChannel:  # fmt: skip
    lacking, parts = Counter[str](), 1
    for version in versions:
        known = known_of(version, customers, house=house, at=at)
        facts = [{**hers, **told} for hers in known.values()]
        for name, count in count_lacking(version, facts, house=house).items():
            lacking[name] = max(lacking[name], count)
        if channel == Channel.SMS:
            lengths = [written(version, hers, house=house).length for hers in facts]
            parts = max([parts, *(length.parts for length in lengths if length)])
    return OnChannel(account_of(channel).price_minor, parts, len(customers), dict(lacking))
