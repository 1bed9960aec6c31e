"""A member's claim of a reward: her points and one piece are held, then it is handed over, given up, or times out."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.enrolment.models import Member
from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.codes import bare, new_code
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import everyone_in, locked, root_of
from quen.points import reserve as points
from quen.points.reads import balance_of
from quen.rewards.catalogue import no_such, put_piece_back, take_piece
from quen.rewards.errors import CannotClaim, ClaimOver, KeyUsedForSomethingElse, NoSuchClaim
from quen.rewards.events import ClaimCancelled, RewardClaimed, RewardHandedOver
from quen.rewards.models import Claim, ClaimState, Reward
from quen.rewards.open_to import COUNTED, reasons_against
from quen.shops.clock import day_of
from quen.vouchers.issue import issue

_AT_ONCE = 500


@transaction.atomic
def claim_reward(
    *, reward: int, customer: int, store: int | None = None, at: datetime, key: str, by: Actor
) -> Claim:
    """Hold the points and one piece; the same key gives the first claim again.

    Raises NoSuchReward, NoSuchCustomer, CannotClaim, NotEnoughPoints, KeyUsedForSomethingElse.
    """
    root = locked(root_of(customer).pk)  # one claim of a customer at a time: her limit is counted
    if (before := Claim.objects.filter(key=key).first()) is not None:
        return _same(before, reward, root.pk)
    row = Reward.objects.filter(pk=reward).first()
    if row is None:
        raise no_such(reward)
    if reasons := _against(row, root.pk, at):
        raise CannotClaim(
            gettext_noop("“%(name)s” cannot be claimed: %(why)s"), name=row.name, why=reasons[0]
        )
    reservation = _held_points(row, root.pk, at, key, by)  # account before stock, as in `cancel_claim`
    if not take_piece(row):
        raise CannotClaim(gettext_noop("The last “%(name)s” has just been taken."), name=row.name)
    claim = Claim.objects.create(
        reward=row, customer=root, store_id=store, points=row.points, price_minor=row.price_minor,
        reservation=reservation, code=new_code(), claimed_at=at,
        expires_at=at + timedelta(hours=row.hold_hours), key=key,
    )  # fmt: skip
    emit(
        RewardClaimed(
            at=at, by=by, customer=root.pk, store=store, subject=claim.pk, name=row.name, points=row.points,
            price_minor=row.price_minor, code=claim.code, expires_at=claim.expires_at.isoformat(),
        )
    )  # fmt: skip
    return claim


@transaction.atomic
def hand_over(*, claim: int, store: int | None = None, at: datetime, by: Actor) -> Claim:
    """She has it: the points are spent, and a discount's voucher is hers. Handed over before: the same again.

    Raises NoSuchClaim, ClaimOver, NoSuchKind.
    """
    row = _locked(claim)
    if row.state == ClaimState.HANDED_OVER:
        return row
    _refuse_what_is_over(row, at)
    if row.reservation is not None:
        points.confirm(reservation=row.reservation, at=at, key=f"claim:{row.pk}:confirm", by=by)
    if row.reward.voucher_kind:
        row.voucher = issue(
            kind=row.reward.voucher_kind, customer=row.customer_id, source="reward", at=at,
            key=f"claim:{row.pk}", by=by,
        ).code  # fmt: skip
    row.store_id = store or row.store_id
    _end(row, ClaimState.HANDED_OVER, at, by)
    emit(
        RewardHandedOver(
            at=at, by=by, customer=row.customer_id, store=row.store_id, subject=row.pk, name=row.reward.name,
            points=row.points, voucher=row.voucher,
        )
    )  # fmt: skip
    return row


@transaction.atomic
def cancel_claim(*, claim: int, at: datetime, by: Actor) -> Claim:
    """She does not want it after all: points and piece are free again. Raises NoSuchClaim, ClaimOver."""
    row = _locked(claim)
    if row.state == ClaimState.CANCELLED:
        return row
    _refuse_what_is_over(row, at)
    if row.reservation is not None:
        points.release(reservation=row.reservation, at=at, key=f"claim:{row.pk}:release", by=by)
    _give_up(row, ClaimState.CANCELLED, at, by)
    return row


def time_out_claims(*, at: datetime) -> int:
    """Free points and pieces of claims nobody fetched in time; how many there were."""
    points.time_out(at=at)
    due = Claim.objects.filter(state=ClaimState.WAITING, expires_at__lte=at).order_by("expires_at")
    return sum(_time_out(claim, at) for claim in list(due.values_list("pk", flat=True)[:_AT_ONCE]))


def claim_by_code(code: str) -> Claim:
    """The claim whose code is shown at the counter. Raises NoSuchClaim."""
    found = Claim.objects.select_related("reward").filter(code=bare(code)).first()
    if found is None:
        raise NoSuchClaim(
            gettext_noop("No reward waits under the code %(code)s. Read it again."), code=bare(code)
        )
    return found


@transaction.atomic
def _time_out(claim: int, at: datetime) -> bool:
    row = _locked(claim)
    if row.state != ClaimState.WAITING:
        return False  # someone was faster
    _give_up(row, ClaimState.TIMED_OUT, at, SYSTEM)
    return True


def _give_up(row: Claim, state: ClaimState, at: datetime, by: Actor) -> None:
    put_piece_back(row.reward_id)
    _end(row, state, at, by)
    emit(
        ClaimCancelled(
            at=at, by=by, customer=row.customer_id, subject=row.pk, name=row.reward.name, points=row.points,
            is_timed_out=state == ClaimState.TIMED_OUT,
        )
    )  # fmt: skip


def _against(reward: Reward, customer: int, at: datetime) -> tuple[Sentence, ...]:
    everyone = everyone_in(customer)
    member = Member.objects.filter(customer__in=everyone, left_at__isnull=True).first()
    if member is None:
        return (Sentence(gettext_noop("Only members can claim rewards. Enrol the customer first.")),)
    return reasons_against(
        reward,
        tier=member.tier,
        available=balance_of(customer=customer, at=at).available,
        claimed=Claim.objects.filter(reward=reward, customer__in=everyone, state__in=COUNTED).count(),
        day=day_of(at),
    )


def _held_points(reward: Reward, customer: int, at: datetime, key: str, by: Actor) -> int | None:
    if not reward.points:
        return None
    return points.reserve(
        customer=customer, points=reward.points, minutes=reward.hold_hours * 60, at=at, purpose=reward.name,
        key=f"claim:{key}"[:120], by=by,
    ).pk  # fmt: skip


def _same(before: Claim, reward: int, customer: int) -> Claim:
    if (before.reward_id, before.customer_id) != (reward, customer):
        raise KeyUsedForSomethingElse(
            gettext_noop("The key %(key)s was used for another claim. Nothing was kept; use a new key."),
            key=before.key,
        )
    return before


def _locked(claim: int) -> Claim:
    row = Claim.objects.select_for_update(of=("self",)).select_related("reward").filter(pk=claim).first()
    if row is None:
        raise NoSuchClaim(gettext_noop("There is no claim number %(claim)s."), claim=claim)
    return row


def _refuse_what_is_over(row: Claim, at: datetime) -> None:
    if row.state != ClaimState.WAITING or row.expires_at <= at:
        raise ClaimOver(
            gettext_noop("This claim of “%(name)s” is over. Claim it again if the customer still wants it."),
            name=row.reward.name,
        )


def _end(row: Claim, state: ClaimState, at: datetime, by: Actor) -> None:
    row.state, row.ended_at, row.ended_by = state, at, str(by)
    row.save(update_fields=["state", "ended_at", "ended_by", "store", "voucher"])
