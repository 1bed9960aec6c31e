"""How the shop sends: what is set, Decree 91/2020/ND-CP until somebody sets anything."""

from collections.abc import Mapping
from typing import TypedDict, Unpack

from django.conf import settings as installation
from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.brand_name import brand_until
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.errors import BadSetting
from quen.messages.guard import Rules
from quen.messages.settings_models import ChannelAccount, SendingSettings
from quen.shops.clock import shop_timezone
from quen.shops.history import change, remember

LAW: dict[Channel, dict[str, int]] = {
    Channel.SMS: {"from_hour": 7, "until_hour": 22, "most_a_day": 3},
    Channel.EMAIL: {"most_a_day": 3},
    Channel.CALL: {"from_hour": 8, "until_hour": 17, "most_a_day": 1},
}
"""Decree 91/2020/ND-CP, Articles 13 and 15: hours and the most in 24 hours, for advertising."""

DEFAULTS: dict[Channel, dict[str, int | bool]] = {
    **{channel: dict(law) for channel, law in LAW.items()},
    # Zalo is spared no less than SMS: a message at night wakes her by the same sound.
    Channel.ZALO: {"from_hour": 7, "until_hour": 22, "most_a_day": 3},
    Channel.PUSH: {"from_hour": 7, "until_hour": 22, "most_a_day": 3},
    Channel.IN_APP: {"is_on": True, "per_second": 10_000},
}


class Limits(TypedDict, total=False):
    """What may be changed of a channel."""

    is_on: bool
    from_hour: int
    until_hour: int
    most_a_day: int | None
    per_second: int
    price_minor: int


class Decided(TypedDict, total=False):
    """What may be changed for all channels together."""

    label: str
    most_a_week: int | None
    most_a_month: int | None
    holdout_percent: int
    asks_twice: bool
    tone: str
    public_url: str
    social_pages: list[str]


def account_of(channel: Channel) -> ChannelAccount:
    """How the channel is set up; the defaults until somebody changes them."""
    return ChannelAccount.objects.filter(pk=channel).first() or _new(channel)


def accounts() -> list[ChannelAccount]:
    """Every channel, in the order of the enum."""
    kept = {row.channel: row for row in ChannelAccount.objects.all()}
    return [kept.get(channel.value) or _new(channel) for channel in Channel]


def sending_settings() -> SendingSettings:
    """What counts for all channels together."""
    return SendingSettings.objects.filter(pk=1).first() or SendingSettings(pk=1)


def rules_for(channel: Channel, purpose: MessagePurpose) -> Rules:
    """What the guard decides by. Three queries."""
    account, general = account_of(channel), sending_settings()
    return Rules(
        channel=channel,
        purpose=purpose,
        zone=shop_timezone(),
        is_on=account.is_on,
        from_hour=account.from_hour,
        until_hour=account.until_hour,
        most_a_day=account.most_a_day,
        most_a_week=general.most_a_week,
        most_a_month=general.most_a_month,
        holdout_percent=general.holdout_percent,
        asks_twice=general.asks_twice and channel == Channel.EMAIL,
        brand_until=brand_until(account.settings) if channel == Channel.SMS else None,
    )


@transaction.atomic
def change_limits(*, channel: Channel, by: Actor, **limits: Unpack[Limits]) -> ChannelAccount:
    """Write what differs, with its history. Raises BadSetting."""
    row = _held(channel)
    opened = limits.get("from_hour", row.from_hour)
    closed = limits.get("until_hour", row.until_hour)
    if not 0 <= opened < closed <= 24:
        raise BadSetting(gettext_noop("The hours begin before they end, between 0 and 24."))
    _refuse_below_one(limits.get("most_a_day"), limits.get("per_second"))
    change(row, dict(limits), of=f"channel.{channel}", by=by)
    return row


@transaction.atomic
def connect(
    *, channel: Channel, settings: Mapping[str, object], secrets: Mapping[str, str], by: Actor
) -> ChannelAccount:
    """Say how the provider is reached. An empty secret keeps the one before; history names secrets without them."""
    row = _held(channel)
    change(row, {"settings": dict(settings)}, of=f"channel.{channel}", by=by)
    new = {name: secret for name, secret in secrets.items() if secret}
    if new:
        row.secrets = {**row.secrets, **new}
        row.save(update_fields=["secrets"])
        remember(dict.fromkeys(new, (None, None)), of=f"channel.{channel}", by=by)
    return row


@transaction.atomic
def pause_channel(*, channel: Channel, is_paused: bool, by: Actor) -> ChannelAccount:
    """Hand nothing over on this channel for now, or go on."""
    row = _held(channel)
    change(row, {"is_paused": is_paused}, of=f"channel.{channel}", by=by)
    return row


@transaction.atomic
def change_sending(*, by: Actor, **decided: Unpack[Decided]) -> SendingSettings:
    """Write what differs, with its history. Raises BadSetting."""
    row, _is_new = SendingSettings.objects.select_for_update().get_or_create(pk=1)
    _refuse_below_one(decided.get("most_a_week"), decided.get("most_a_month"))
    if not 0 <= decided.get("holdout_percent", 0) <= 50:
        raise BadSetting(gettext_noop("At most half of all customers can be kept without offers."))
    change(row, dict(decided), of="sending", by=by)
    return row


def public_url() -> str:
    """Where links in messages lead, without a slash at the end; empty where nobody has said so."""
    return public_url_of(sending_settings())


def public_url_of(said: SendingSettings) -> str:
    """The same, where the settings are known already."""
    origins = installation.CSRF_TRUSTED_ORIGINS
    return (said.public_url or (origins[0] if origins else "")).rstrip("/")


def is_laxer_than_law(account: ChannelAccount) -> bool:
    """Whether its hours or its cap allow what the decree does not."""
    law = LAW.get(Channel(account.channel), {})
    return (
        account.from_hour < law.get("from_hour", 0)
        or account.until_hour > law.get("until_hour", 24)
        or ("most_a_day" in law and (account.most_a_day is None or account.most_a_day > law["most_a_day"]))
    )


def _new(channel: Channel) -> ChannelAccount:
    return ChannelAccount(channel=channel, **DEFAULTS.get(channel, {}))


def _held(channel: Channel) -> ChannelAccount:
    ChannelAccount.objects.bulk_create([_new(channel)], ignore_conflicts=True)
    return ChannelAccount.objects.select_for_update().get(pk=channel)


def _refuse_below_one(*limits: int | None) -> None:
    if any(limit is not None and limit < 1 for limit in limits):
        raise BadSetting(gettext_noop("A limit is at least 1. Turn the channel off to send nothing."))
