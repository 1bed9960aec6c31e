"""Members who brought members: codes, who came with whose, and what both get for it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from quen.demo.loyalty.kinds import FRIEND
from quen.demo.loyalty.luck import chance, code
from quen.demo.loyalty.moments import morning
from quen.demo.loyalty.two_years import Gift
from quen.demo.loyalty.wallet import Wallet
from quen.enrolment.models import Member
from quen.events.copy_in import copy_in
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.referrals.codes import LENGTH
from quen.referrals.doubts import Doubt
from quen.referrals.events import ReferralAllowed, ReferralMade, ReferralRefused, ReferralRewarded
from quen.referrals.follow import return_period_ends
from quen.referrals.models import Referral, State, Terms
from quen.referrals.reward import expiry_of, reason_kept
from quen.referrals.terms import set_terms

THROUGH_A_FRIEND = "Bạn giới thiệu"
_FRIENDS = Path(__file__).with_suffix(".sql").read_text()
_TOOK_LONGER = timedelta(minutes=3)
_ALLOWED, _REFUSED = "Hai chị em, mỗi người tự mua sắm", "Cùng một người dùng hai số điện thoại"


def give_codes(seed: int, members: Sequence[Member]) -> None:
    """Every member has hers from her first day on."""
    rows = (
        (each.customer_id, code(f"{seed} friends of {each.customer_id}", LENGTH), each.enrolled_at)
        for each in members
    )
    copy_in("referrals_code", ("customer_id", "code", "made_at"), rows)


def bring_friends(
    *, seed: int, since: date, now: datetime, judged: Sequence[int], wallet: Wallet, told: list[Happening]
) -> dict[int, list[Gift]]:  # fmt: skip
    """Write who was brought since that day and how far it is today; the points to come, by member."""
    terms = set_terms(
        is_running=True, advocate_points=50, friend_points=20, friend_voucher=FRIEND, minimum_minor=50_000,
        wait_days=14, most_a_month=5, at=morning(since), by=SYSTEM,
    )  # fmt: skip
    found = _found(seed, since, judged, terms)
    _raise_doubts(found)
    for referral in found:
        _go_on(referral, now)
    Referral.objects.bulk_create(found)
    gifts: dict[int, list[Gift]] = defaultdict(list)
    for referral in found:
        told.extend(_told(referral))
        if referral.state == State.REWARDED and referral.ended_at:
            wallet.issue(
                FRIEND, referral.friend_id, at=referral.ended_at, source="referral",
                key=f"referral:{referral.pk}:friend",
            )  # fmt: skip
            for part, member, points in (
                ("friend", referral.friend_id, terms.friend_points),
                ("advocate", referral.advocate_id, terms.advocate_points),
            ):
                gifts[member].append(_gift(referral, part, points))
    return gifts


def _found(seed: int, since: date, judged: Sequence[int], terms: Terms) -> list[Referral]:
    """Of each, the member of her household who was there before her, or one of those who love to tell others."""
    tellers = sorted(
        Member.objects.filter(customer__in=judged, enrolled_at__lt=morning(since)).values_list(
            "pk", flat=True
        ),
        key=lambda member: chance(f"{seed} tells {member}", 2**32),
    )[: max(len(judged) // 20, 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            _FRIENDS,
            {
                "source": THROUGH_A_FRIEND,
                "since": morning(since),
                "least": terms.minimum_minor,
                "judged": list(judged),
            },
        )
        rows = cursor.fetchall()
    return [
        Referral(
            advocate_id=kin or tellers[chance(f"{seed} brought {friend}", len(tellers))], friend_id=friend, terms=terms,
            doubts=[Doubt.HOUSEHOLD.value] if kin else [], made_at=enrolled_at, made_by=str(SYSTEM),
            purchase_id=purchase,
            due_at=return_period_ends(bought_at, terms.wait_days) if purchase else None,
        )
        for friend, enrolled_at, purchase, bought_at, kin in rows
        if kin or tellers
    ]  # fmt: skip


def _raise_doubts(found: Sequence[Referral]) -> None:
    """The last one who bought enrolled on a phone that showed her friend's own card: staff have not looked yet."""
    bought = [referral for referral in found if referral.purchase_id]
    for referral in bought[-1:]:
        referral.doubts, referral.holds_card_of = [Doubt.DEVICE.value], referral.advocate_id


def _go_on(referral: Referral, now: datetime) -> None:
    """What became of it: of those in one household every third was refused, the others staff let go on."""
    doubted = referral.doubts == [Doubt.HOUSEHOLD.value]
    if referral.doubts and not doubted:
        referral.state = State.REVIEW
    elif doubted and referral.friend_id % 3 == 0:
        _decide(referral, _REFUSED)
        referral.state, referral.ended_at, referral.ended_by = State.REFUSED, referral.allowed_at, str(SYSTEM)
        referral.allowed_at = None
    else:
        if doubted:
            _decide(referral, _ALLOWED)
        if referral.due_at is None:
            referral.state = State.WAITING
        elif referral.due_at > now:
            referral.state = State.BOUGHT
        else:
            referral.state, referral.advocate_got = State.REWARDED, True
            referral.ended_at, referral.ended_by = referral.due_at + _TOOK_LONGER, str(SYSTEM)


def _decide(referral: Referral, reason: str) -> None:
    referral.allowed_at, referral.reason = referral.made_at + timedelta(days=1, hours=5), reason


def _gift(referral: Referral, part: str, points: int) -> Gift:
    assert referral.ended_at is not None
    return Gift(
        points=points, at=referral.ended_at, expires_at=expiry_of(referral.ended_at),
        key=f"referral:{referral.pk}:{part}", reason=reason_kept(),
    )  # fmt: skip


def _told(referral: Referral) -> list[Happening]:
    """Each part of it, to both."""
    said: list[Happening] = []
    advocate, friend, terms = referral.advocate_id, referral.friend_id, referral.terms
    for customer in (advocate, friend):
        same: dict[str, Any] = {
            "by": SYSTEM,
            "customer": customer,
            "subject": referral.pk,
            "advocate": advocate,
            "friend": friend,
        }
        said.append(ReferralMade(at=referral.made_at, is_doubted=bool(referral.doubts), **same))
        if referral.allowed_at:
            said.append(ReferralAllowed(at=referral.allowed_at, reason=referral.reason, **same))
        if referral.state == State.REFUSED and referral.ended_at:
            said.append(ReferralRefused(at=referral.ended_at, reason=referral.reason, **same))
        if referral.state == State.REWARDED and referral.ended_at:
            points = terms.friend_points if customer == friend else terms.advocate_points
            has_voucher = bool(terms.friend_voucher if customer == friend else terms.advocate_voucher)
            said.append(
                ReferralRewarded(at=referral.ended_at, points=points, has_voucher=has_voucher, **same)
            )
    return said
