"""Reward both once the friend's purchase stays. Called every round; a referral is rewarded once."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM, Actor
from quen.people.find import everyone_in
from quen.points.earn import earn
from quen.referrals.doubts import Doubt, as_now, doubts_of
from quen.referrals.events import ReferralRewarded
from quen.referrals.follow import follow
from quen.referrals.models import Code, Referral, State
from quen.shops.clock import shop_timezone
from quen.shops.models import Business
from quen.vouchers.issue import issue


def reward_due(*, at: datetime, most: int = 2_000) -> int:
    """Reward those whose return period is over; the number rewarded. Two rounds at once share the work."""
    rewarded = 0
    for number in _due(at, most):
        with transaction.atomic():
            rows = Referral.objects.select_for_update(skip_locked=True, of=("self",))
            referral = rows.filter(pk=number, state=State.BOUGHT, due_at__lte=at).first()
            if referral is not None:
                rewarded += _reward_or_hold(referral, at)
    return rewarded


def _due(at: datetime, most: int) -> list[int]:
    due = Referral.objects.filter(state=State.BOUGHT, due_at__lte=at).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True)[:most])


def _reward_or_hold(referral: Referral, at: datetime) -> bool:
    """Look once more before anything is given: what came back, and what is known by now."""
    follow(referral)
    if referral.due_at is None or referral.due_at > at:
        return False
    doubts = [doubt for doubt in doubts_of(referral) if doubt.value not in referral.doubts]
    if doubts and (referral.allowed_at is None or Doubt.SELF in doubts):
        referral.doubts = [*referral.doubts, *(doubt.value for doubt in doubts)]
        referral.state = State.REVIEW
        referral.save(update_fields=["doubts", "state"])
        return False
    _reward(referral, at)
    return True


def _reward(referral: Referral, at: datetime) -> None:
    terms, advocate, friend = referral.terms, as_now(referral.advocate).pk, as_now(referral.friend).pk
    referral.advocate_got = _may_have_more(referral, advocate, at)
    referral.state, referral.ended_at, referral.ended_by = State.REWARDED, at, str(SYSTEM)
    referral.save(update_fields=["advocate_got", "state", "ended_at", "ended_by"])
    told = [(friend, "friend", terms.friend_points, terms.friend_voucher)]
    if referral.advocate_got:
        told.append((advocate, "advocate", terms.advocate_points, terms.advocate_voucher))
    for customer, part, points, voucher in told:
        _give(customer, points, voucher, at=at, key=f"referral:{referral.pk}:{part}", by=SYSTEM)
    emit_all(
        ReferralRewarded(
            at=at, by=SYSTEM, customer=customer, subject=referral.pk, advocate=advocate, friend=friend,
            points=points, has_voucher=bool(voucher),
        )
        for customer, _part, points, voucher in told
    )  # fmt: skip


def _may_have_more(referral: Referral, advocate: int, at: datetime) -> bool:
    """An advocate who is a member still, and under her most of this month; her code's row keeps the count."""
    everyone = everyone_in(advocate)
    list(Code.objects.select_for_update().filter(customer__in=everyone).order_by("pk"))
    if not Member.objects.filter(customer__in=everyone, left_at__isnull=True).exists():
        return False
    if referral.terms.most_a_month is None:
        return True
    zone = shop_timezone()
    month = at.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    had = Referral.objects.filter(
        advocate__in=everyone, state=State.REWARDED, advocate_got=True, ended_at__gte=month
    )
    return had.count() < referral.terms.most_a_month


def _give(customer: int, points: int, voucher: str, *, at: datetime, key: str, by: Actor) -> None:
    """What was promised, by its key once."""
    if points:
        earn(
            customer=customer,
            points=points,
            at=at,
            expires_at=expiry_of(at),
            reason=reason_kept(),
            key=key,
            by=by,
        )
    if voucher:
        issue(kind=voucher, customer=customer, source="referral", at=at, key=key, by=by)


def expiry_of(at: datetime) -> datetime | None:
    """As long as points of the day live."""
    clock: ZoneInfo = shop_timezone()
    day = at.astimezone(clock).date()
    programme = version_in_force(day)
    ends = programme.expiry.expires_on(day) if programme else None
    return datetime.combine(ends, time.min, clock) if ends else None


def reason_kept() -> str:
    """Words that are kept, in the language of the shop."""
    with translation.override(Business.objects.values_list("language", flat=True).get(id=1)):
        return _("A friend brought")
