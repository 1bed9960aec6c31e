"""The campaigns of the year as they were sent: who was written to and who held out. What they did is in the sales."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple

from quen.campaigns.events import CampaignLaunched, CampaignMade, CampaignSent
from quen.campaigns.find import KIND, key_of
from quen.campaigns.models import EVERYBODY, Campaign, CampaignState, Variant, VariantText
from quen.demo.loyalty.moments import CLOCK
from quen.demo.reactions import HELD_OUT, TRIALS, Trial
from quen.demo.shop import Shop
from quen.events.copy_in import copy_in
from quen.events.happening import Happening
from quen.flows.judge_history.rows import numbers_of
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.events import MessageSent
from quen.messages.models import State, TemplateVersion
from quen.messages.templates import Said, make_template, newest_version
from quen.people.models import Identity, IdentityKind

_AT = time(9, 30)
_SMS_PRICE_MINOR = 550
_ARM = ("source_kind", "source_id", "customer_id", "arm", "entered_at", "queued_at")
_MESSAGES = "outreach_message"
_MESSAGE = (
    "id", "customer_id", "channel", "purpose", "version_id", "key", "source_kind", "source_id", "state", "queued_at",
    "due_at", "claimed_at", "has_begun", "ended_at", "attempts", "parts", "cost_minor", "queued_by",
)  # fmt: skip


class _Words(NamedTuple):
    name: str
    subject: str
    body: str
    segment: str = EVERYBODY


_WORDS = {
    "thanks": _Words(
        "Cảm ơn khách quen", "", "{{ business }} cảm ơn {{ dear }} đã ghé. Tuần này mời {{ dear }} thử bánh mới ra lò!"
    ),
    "win-back": _Words(
        "Lâu rồi chưa gặp", "", "{{ business }} nhớ {{ dear }}. Ghé quán uống ly cà phê nhé, quán luôn giữ chỗ quen.",
        "lapsed",
    ),
    "new-roast": _Words(
        "Hạt rang mới", "Mẻ rang mới đã về",
        "Chào {{ dear }},\n\nMẻ hạt Cầu Đất rang vừa đã về quán. Mời {{ dear }} ghé thử.\n\n{{ business }}",
    ),
    "too-often": _Words(
        "Nhắn mỗi ngày", "", "{{ business }}: hôm nay lại có ưu đãi cho {{ dear }}, ngày mai cũng vậy!"
    ),
}  # fmt: skip


def make_campaigns(shop: Shop) -> list[Happening]:
    """Write campaigns, arms and messages; their events are the caller's to write."""
    customers = dict(Identity.objects.filter(kind=IdentityKind.CODE).values_list("value", "customer"))
    found: dict[str, dict[int, int]] = {}
    for row in shop.trials.select(["trial", "code", "arm"]).to_pylist():
        found.setdefault(row["trial"], {})[customers[row["code"]]] = row["arm"]
    trials = [trial for trial in TRIALS if trial.key in found]
    return [event for trial in trials for event in _sent(shop, trial, found[trial.key])]


def _sent(shop: Shop, trial: Trial, arms: Mapping[int, int]) -> Iterator[Happening]:
    words, at = _WORDS[trial.key], _moment(shop, trial)
    version = _template(words, trial, at)
    row = _campaign(words, trial, at, version, size=len(arms))
    copy_in("campaigns_arm", _ARM, _arms(row, arms, at))
    messages = dict(zip(_written_to(arms), numbers_of(_MESSAGES), strict=False))
    copy_in(_MESSAGES, _MESSAGE, _messages(row, version, trial, messages, at))
    yield CampaignMade(at=row.made_at, by=SYSTEM, subject=row.pk, name=row.name)
    yield CampaignLaunched(
        at=at,
        by=SYSTEM,
        subject=row.pk,
        name=row.name,
        customers=len(messages),
        held_out=len(arms) - len(messages),
    )
    for customer, number in messages.items():
        yield MessageSent(
            at=at, by=SYSTEM, customer=customer, subject=number, channel=trial.channel,
            purpose=MessagePurpose.MARKETING, template=version.pk, source_kind=KIND, source=row.pk,
        )  # fmt: skip
    yield CampaignSent(at=at, by=SYSTEM, subject=row.pk, name=row.name, messages=len(messages))


def _moment(shop: Shop, trial: Trial) -> datetime:
    return datetime.combine(shop.last_day - timedelta(days=trial.days_before), _AT, CLOCK)


def _template(words: _Words, trial: Trial, at: datetime) -> TemplateVersion:
    said = Said(subject=words.subject, body=words.body)
    made = make_template(
        name=words.name, channel=Channel(trial.channel), purpose=MessagePurpose.MARKETING, said=said,
        at=at - timedelta(days=2), by=SYSTEM,
    )  # fmt: skip
    return newest_version(made)


def _campaign(words: _Words, trial: Trial, at: datetime, version: TemplateVersion, *, size: int) -> Campaign:
    before = at - timedelta(days=1)
    row = Campaign.objects.create(
        name=words.name, segment=words.segment, channels=[trial.channel], holdout_percent=trial.holdout_percent,
        horizon_days=trial.horizon_days, state=CampaignState.RUNNING, size=size, left_out={},
        made_at=before, made_by=str(SYSTEM), changed_at=before, changed_by=str(SYSTEM),
        asked_by=str(SYSTEM), approved_at=before, approved_by=str(SYSTEM), launched_at=at, queued_at=at,
    )  # fmt: skip
    variant = Variant.objects.create(campaign=row, number=1)
    VariantText.objects.create(
        variant=variant, channel=trial.channel, template=version.template, version=version
    )
    return row


def _written_to(arms: Mapping[int, int]) -> list[int]:
    return sorted(customer for customer, arm in arms.items() if arm != HELD_OUT)


def _arms(row: Campaign, arms: Mapping[int, int], at: datetime) -> Iterator[tuple[object, ...]]:
    for customer, arm in sorted(arms.items()):
        yield KIND, row.pk, customer, arm, at, None if arm == HELD_OUT else at


def _messages(
    row: Campaign, version: TemplateVersion, trial: Trial, numbers: Mapping[int, int], at: datetime
) -> Iterator[tuple[object, ...]]:
    is_sms = trial.channel == Channel.SMS
    for customer, number in numbers.items():
        yield (
            number, customer, trial.channel, MessagePurpose.MARKETING.value, version.pk,
            f"{key_of(row.pk)}:{trial.channel}:{customer}", KIND, row.pk, State.HANDED_OVER.value, at, at, at, True, at,
            1, int(is_sms), _SMS_PRICE_MINOR if is_sms else 0, str(SYSTEM),
        )  # fmt: skip
