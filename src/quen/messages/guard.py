"""Whether a message may go: the one place that decides. Pure: facts and rules in, a verdict with its reason out.

The law is Vietnam's Decree 91/2020/ND-CP against spam (Articles 7, 9, 13, 15, 23): advertising needs a prior yes, ends
at once at a no, spares numbers on the Do-Not-Call list, comes by SMS under a registered brand name only, at most three
times by SMS, three times by e-mail and once by telephone within 24 hours, by SMS between 7 and 22 and by telephone
between 8 and 17. The shop may be stricter, never by accident laxer. What concerns the customer's own business (a
receipt, expiring points) needs no yes and has no caps.

`verdict.sql` says the same of a million at once; a property test holds the two together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.messages.brand_name import OF_THE_LAW
from quen.messages.channel import ADDRESS_OF, Channel, MessagePurpose

DAY, WEEK, MONTH = timedelta(hours=24), timedelta(days=7), timedelta(days=30)
BIRTHDAY = "birthday"


class Reason(models.TextChoices):
    """Why a message is held back or does not go."""

    NO_CUSTOMER = "no_customer", _("There is no such customer any more")
    CHANNEL_OFF = "channel_off", _("The channel is not set up or turned off")
    TOO_LATE = "too_late", _("It would come too late")
    INTERNAL = "internal", _("Staff and other insiders get no offers")
    NO_ADDRESS = "no_address", _("No address for this channel is known")
    SUPPRESSED = "suppressed", _("The address is suppressed")
    DO_NOT_CALL = "do_not_call", _("The number is on the Do-Not-Call list")
    NO_CONSENT = "no_consent", _("She has not agreed to offers this way")
    NO_BRAND_NAME = "no_brand_name", _("Offers by SMS go under a registered brand name only, and none is set")
    ONLY_BIRTHDAYS = "only_birthdays", _("She wants offers for her birthday only")
    HELD_OUT = "held_out", _("She is in the group that gets no offers, to compare with")
    DAY_CAP = "day_cap", _("She has had as many as one day may bring")
    WEEK_CAP = "week_cap", _("She has had as many as one week may bring")
    MONTH_CAP = "month_cap", _("She has had as many as one month may bring")
    QUIET_HOURS = "quiet_hours", _("It is too early or too late in the day")
    MISSING_FACT = "missing_fact", _("A fact the text needs is not known of her")
    PROVIDER = "provider", _("The provider refused it")
    BUSY = "busy", _("The provider was busy")
    DONE_ALREADY = "done_already", _("She has done what it was to bring about")
    LEFT_IT = "left_it", _("She has left the journey it belonged to")


@dataclass(frozen=True)
class Allowed:
    """It may go now."""


@dataclass(frozen=True)
class Held:
    """It may go at `until`, if nothing changes."""

    until: datetime
    reason: Reason


@dataclass(frozen=True)
class Refused:
    """It may not go."""

    reason: Reason


Verdict = Allowed | Held | Refused


@dataclass(frozen=True)
class Rules:
    """What counts for one channel and purpose. Hours by the shop's clock; a cap of None is none. `asks_twice`: of her
    yeses to e-mail those count whose link was followed. `brand_until`: the last day the shop's brand name is registered
    for, None without one."""

    channel: Channel
    purpose: MessagePurpose
    zone: ZoneInfo
    is_on: bool = True
    from_hour: int = 0
    until_hour: int = 24
    most_a_day: int | None = None
    most_a_week: int | None = None
    most_a_month: int | None = None
    holdout_percent: int = 0
    asks_twice: bool = False
    brand_until: date | None = None

    def has_brand_name(self, at: datetime) -> bool:
        """Whether an offer on this channel may go in the shop's name then; only SMS needs one for it."""
        if self.channel != Channel.SMS:
            return True
        return self.brand_until is not None and at.astimezone(self.zone).date() <= self.brand_until

    @property
    def is_marketing(self) -> bool:
        return self.purpose == MessagePurpose.MARKETING


@dataclass(frozen=True)
class Facts:
    """What is known of one customer, as whom she counts now. Times of offers sent to her are newest first.

    `root` None: there is no such customer.
    """

    root: int | None
    is_internal: bool = False
    address: str = ""
    is_suppressed: bool = False
    is_do_not_call: bool = False
    agrees: bool = False
    most_a_month: int | None = None
    only_birthdays: bool = False
    is_held_out: bool = False
    sent_here: Sequence[datetime] = ()
    sent_anywhere: Sequence[datetime] = ()


@dataclass(frozen=True)
class Occasion:
    """What this one message is for: `name` (``birthday``), and until when it makes sense."""

    name: str = ""
    not_after: datetime | None = None


ANY_DAY = Occasion()


def decide(facts: Facts, rules: Rules, *, at: datetime, occasion: Occasion = ANY_DAY) -> Verdict:
    """The verdict for one message now."""
    if (reason := _never(facts, rules, occasion, at)) is not None:
        return Refused(reason)
    until, why = _soonest(facts, rules, at) if rules.is_marketing else (at, None)
    if occasion.not_after is not None and until > occasion.not_after:
        return Refused(Reason.TOO_LATE)
    return Allowed() if why is None else Held(until, why)


def _never(facts: Facts, rules: Rules, occasion: Occasion, at: datetime) -> Reason | None:
    """Why it may not go at any time, the gravest reason first."""
    checks = [
        (Reason.NO_CUSTOMER, facts.root is None),
        (Reason.CHANNEL_OFF, not rules.is_on),
        (Reason.INTERNAL, rules.is_marketing and facts.is_internal),
        (Reason.NO_ADDRESS, rules.channel in ADDRESS_OF and not facts.address),
        (Reason.SUPPRESSED, facts.is_suppressed),
        (Reason.DO_NOT_CALL, rules.is_marketing and facts.is_do_not_call),
        (Reason.NO_CONSENT, rules.is_marketing and not facts.agrees),
        (
            Reason.NO_BRAND_NAME,
            rules.is_marketing and facts.address.startswith(OF_THE_LAW) and not rules.has_brand_name(at),
        ),
        (
            Reason.ONLY_BIRTHDAYS,
            rules.is_marketing and facts.only_birthdays and occasion.name != BIRTHDAY,
        ),
        (Reason.HELD_OUT, rules.is_marketing and facts.is_held_out),
    ]
    return next((reason for reason, is_so in checks if is_so), None)


def _soonest(facts: Facts, rules: Rules, at: datetime) -> tuple[datetime, Reason | None]:
    """When an offer may go at the soonest, and what it waits for."""
    until, why = at, None
    for free_at, reason in _full(facts, rules):
        if free_at > until:
            until, why = free_at, reason
    opened = opens(until, rules)
    return opened, why or (Reason.QUIET_HOURS if opened > at else None)


def _full(facts: Facts, rules: Rules) -> Iterator[tuple[datetime, Reason]]:
    """The caps she has reached, each with the moment from which it lets one more through."""
    wished = [most for most in (rules.most_a_month, facts.most_a_month) if most is not None]
    caps = (
        (facts.sent_here, rules.most_a_day, DAY, Reason.DAY_CAP),
        (facts.sent_anywhere, rules.most_a_week, WEEK, Reason.WEEK_CAP),
        (facts.sent_anywhere, min(wished, default=None), MONTH, Reason.MONTH_CAP),
    )
    for sent, most, period, reason in caps:
        if most is not None and len(sent) >= most:
            yield sent[most - 1] + period, reason


def opens(at: datetime, rules: Rules) -> datetime:
    """That moment, or when the channel's hours begin next."""
    local = at.astimezone(rules.zone)
    if rules.from_hour <= local.hour < rules.until_hour:
        return at
    day = local.date() if local.hour < rules.from_hour else local.date() + timedelta(days=1)
    return datetime.combine(day, time(rules.from_hour), rules.zone)
