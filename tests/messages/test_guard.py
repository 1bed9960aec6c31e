"""The legal guard, rule by rule (Decree 91/2020/ND-CP), and its boundaries."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.messages.channel import Channel, MessagePurpose
from quen.messages.guard import Allowed, Facts, Held, Occasion, Reason, Refused, Rules, Verdict, decide, opens
from quen.messages.settings import DEFAULTS

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
MARKETING, TRANSACTIONAL = MessagePurpose.MARKETING, MessagePurpose.TRANSACTIONAL
LAN = Facts(root=1, address="+84912345678", agrees=True)


def by_law(channel: Channel, purpose: MessagePurpose = MARKETING) -> Rules:
    limits = {name: value for name, value in DEFAULTS.get(channel, {}).items() if name != "per_second"}
    named = {"is_on": True, "brand_until": date(2099, 12, 31)}
    return Rules(channel=channel, purpose=purpose, zone=SAIGON, **{**named, **limits})  # type: ignore[arg-type]


SMS, EMAIL, CALL = by_law(Channel.SMS), by_law(Channel.EMAIL), by_law(Channel.CALL)
RECEIPT = by_law(Channel.SMS, TRANSACTIONAL)


def clock(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=SAIGON)


NOON = clock(22, 12)
JUST_NOW = (NOON - timedelta(minutes=1),)


def ago(*hours: float) -> tuple[datetime, ...]:
    return tuple(NOON - timedelta(hours=each) for each in hours)


TABLE: list[tuple[str, Facts, Rules, datetime, Verdict]] = [
    ("an offer with a yes goes at noon", LAN, SMS, NOON, Allowed()),
    ("nobody is nobody", replace(LAN, root=None), SMS, NOON, Refused(Reason.NO_CUSTOMER)),
    ("a channel that is off sends nothing", LAN, replace(SMS, is_on=False), NOON, Refused(Reason.CHANNEL_OFF)),
    ("insiders get no offers", replace(LAN, is_internal=True), SMS, NOON, Refused(Reason.INTERNAL)),
    ("insiders get their receipts", replace(LAN, is_internal=True), RECEIPT, NOON, Allowed()),
    ("no number, no SMS", replace(LAN, address=""), SMS, NOON, Refused(Reason.NO_ADDRESS)),
    ("her page needs no address", replace(LAN, address=""), by_law(Channel.IN_APP), NOON, Allowed()),
    ("a suppressed address", replace(LAN, is_suppressed=True), SMS, NOON, Refused(Reason.SUPPRESSED)),
    ("for receipts too", replace(LAN, is_suppressed=True), RECEIPT, NOON, Refused(Reason.SUPPRESSED)),
    ("Do-Not-Call", replace(LAN, is_do_not_call=True), SMS, NOON, Refused(Reason.DO_NOT_CALL)),
    ("Do-Not-Call spares no receipt", replace(LAN, is_do_not_call=True), RECEIPT, NOON, Allowed()),
    ("no yes, no offer", replace(LAN, agrees=False), SMS, NOON, Refused(Reason.NO_CONSENT)),
    ("no yes, but a receipt", replace(LAN, agrees=False), RECEIPT, NOON, Allowed()),
    ("without a brand name", LAN, replace(SMS, brand_until=None), NOON, Refused(Reason.NO_BRAND_NAME)),
    ("on its last day", LAN, replace(SMS, brand_until=date(2026, 11, 22)), clock(22, 21, 59), Allowed()),
    (
        "on the day after it", LAN, replace(SMS, brand_until=date(2026, 11, 22)), clock(23, 7),
        Refused(Reason.NO_BRAND_NAME),
    ),
    ("a receipt needs none", LAN, replace(RECEIPT, brand_until=None), NOON, Allowed()),
    ("the decree ends at the border", replace(LAN, address="+85512345678"), replace(SMS, brand_until=None), NOON, Allowed()),
    ("an e-mail needs none", LAN, replace(EMAIL, brand_until=None), NOON, Allowed()),
    ("only birthdays", replace(LAN, only_birthdays=True), SMS, NOON, Refused(Reason.ONLY_BIRTHDAYS)),
    ("in the holdout", replace(LAN, is_held_out=True), SMS, NOON, Refused(Reason.HELD_OUT)),
    ("in the holdout, but a receipt", replace(LAN, is_held_out=True), RECEIPT, NOON, Allowed()),
    ("an SMS at 6:59:59 waits", LAN, SMS, clock(22, 6, 59, 59), Held(clock(22, 7), Reason.QUIET_HOURS)),
    ("an SMS at 7:00 goes", LAN, SMS, clock(22, 7), Allowed()),
    ("an SMS at 21:59:59 goes", LAN, SMS, clock(22, 21, 59, 59), Allowed()),
    ("an SMS at 22:00 waits till morning", LAN, SMS, clock(22, 22), Held(clock(23, 7), Reason.QUIET_HOURS)),
    ("a receipt at night goes", LAN, RECEIPT, clock(22, 23), Allowed()),
    ("an e-mail at night goes", LAN, EMAIL, clock(22, 3), Allowed()),
    ("a call at 7:59 waits", LAN, CALL, clock(22, 7, 59), Held(clock(22, 8), Reason.QUIET_HOURS)),
    ("a call at 16:59 goes", LAN, CALL, clock(22, 16, 59), Allowed()),
    ("a call at 17:00 waits", LAN, CALL, clock(22, 17), Held(clock(23, 8), Reason.QUIET_HOURS)),
    ("a third SMS goes", replace(LAN, sent_here=ago(1, 2)), SMS, NOON, Allowed()),
    (
        "a fourth SMS waits for the first of three to be 24 hours old",
        replace(LAN, sent_here=ago(1, 2, 3)), SMS, NOON, Held(clock(23, 9), Reason.DAY_CAP),
    ),
    ("three SMS a day ago to the second", replace(LAN, sent_here=ago(1, 2, 24)), SMS, NOON, Allowed()),
    (
        "a fourth e-mail", replace(LAN, sent_here=ago(1, 2, 23)), EMAIL, NOON,
        Held(clock(22, 13), Reason.DAY_CAP),
    ),
    (
        "a second call", replace(LAN, sent_here=ago(23)), CALL, NOON, Held(clock(22, 13), Reason.DAY_CAP),
    ),
    (
        "a cap that ends at night waits for the morning too",
        replace(LAN, sent_here=(clock(22, 9), clock(22, 8), clock(21, 23))), SMS, clock(22, 20),
        Held(clock(23, 7), Reason.DAY_CAP),
    ),
    (
        "the shop's own cap a week, over all channels", replace(LAN, sent_anywhere=ago(1, 48)),
        replace(SMS, most_a_week=2), NOON, Held(NOON + timedelta(days=5), Reason.WEEK_CAP),
    ),
    (
        "her own cap a month", replace(LAN, sent_anywhere=ago(24), most_a_month=1), SMS, NOON,
        Held(NOON + timedelta(days=29), Reason.MONTH_CAP),
    ),
    ("receipts have no caps", replace(LAN, sent_here=ago(1, 2, 3)), RECEIPT, NOON, Allowed()),
]  # fmt: skip


@pytest.mark.parametrize(("story", "facts", "rules", "at", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_the_guard_decides(story: str, facts: Facts, rules: Rules, at: datetime, verdict: Verdict) -> None:
    assert decide(facts, rules, at=at) == verdict


def test_every_reason_the_guard_gives_is_in_the_table() -> None:
    given_here = {row[4].reason for row in TABLE if not isinstance(row[4], Allowed)}
    of_others = {
        Reason.MISSING_FACT,
        Reason.PROVIDER,
        Reason.BUSY,
        Reason.TOO_LATE,
        Reason.DONE_ALREADY,
        Reason.LEFT_IT,
    }
    assert given_here | of_others == set(Reason)


def test_a_birthday_greeting_reaches_who_wants_only_those() -> None:
    wishes = replace(LAN, only_birthdays=True)
    assert decide(wishes, SMS, at=NOON, occasion=Occasion("birthday")) == Allowed()


def test_what_would_come_too_late_does_not_go() -> None:
    night = clock(22, 22)
    for last, verdict in [
        (clock(23, 7), Held(clock(23, 7), Reason.QUIET_HOURS)),
        (clock(23, 6, 59), Refused(Reason.TOO_LATE)),
    ]:
        assert decide(LAN, SMS, at=night, occasion=Occasion(not_after=last)) == verdict
    assert decide(LAN, RECEIPT, at=night, occasion=Occasion(not_after=clock(22, 21))) == Refused(
        Reason.TOO_LATE
    )


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda each: each.replace(tzinfo=UTC)
)
zones = st.sampled_from([SAIGON, ZoneInfo("UTC"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")])


@given(at=moments, sent=st.lists(st.integers(0, 60 * 60 * 40), max_size=6), zone=zones)
def test_no_offer_ever_breaks_the_decree(at: datetime, sent: list[int], zone: ZoneInfo) -> None:
    rules = replace(SMS, zone=zone)
    before = tuple(at - timedelta(seconds=each) for each in sorted(sent))
    verdict = decide(replace(LAN, sent_here=before, sent_anywhere=before), rules, at=at)
    goes_at = at if isinstance(verdict, Allowed) else verdict.until if isinstance(verdict, Held) else None
    assert goes_at is not None and goes_at >= at
    assert 7 <= goes_at.astimezone(zone).hour < 22
    assert sum(each > goes_at - timedelta(hours=24) for each in before) < 3


@given(at=moments, zone=zones)
def test_held_means_allowed_then(at: datetime, zone: ZoneInfo) -> None:
    rules = replace(CALL, zone=zone)
    assert decide(LAN, rules, at=opens(at, rules)) == Allowed()
