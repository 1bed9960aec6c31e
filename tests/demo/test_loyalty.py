"""The demo's loyalty: rewards, vouchers, friends and draws of two years, and books that agree with all of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from quen.config.readers import follow_to_the_end
from quen.demo.load import load_demo
from quen.demo.loyalty.luck import chance, code
from quen.draws.models import Draw
from quen.draws.models import State as DrawState
from quen.draws.reads import counted, entry_names
from quen.draws.recompute import commitment_of, hash_of, winners
from quen.enrolment.models import Member
from quen.events.models import Event
from quen.insight.checks import check_facts, check_ledger
from quen.kernel.codes import is_well_formed
from quen.points.models import Hold, Reservation, Transfer
from quen.referrals.models import Code, Referral, State
from quen.rewards.models import Claim, ClaimState, Reward, RewardKind
from quen.vouchers.models import State as VoucherState
from quen.vouchers.models import Use, Voucher, VoucherKind
from tests.events.story import settle


@pytest.fixture(scope="module")
def shop(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One shop for all stories that only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(seed=7, months=12, customers=400)
        yield
        transaction.set_rollback(True)


def test_rewards_of_every_kind_were_claimed_and_some_wait_at_the_counter(shop: None) -> None:
    assert set(Reward.objects.values_list("kind", flat=True)) == set(RewardKind.values)
    assert 8 <= Reward.objects.count() <= 10
    states = Counter(Claim.objects.values_list("state", flat=True))
    assert (states[ClaimState.WAITING], states[ClaimState.CANCELLED]) == (7, 1)
    assert states[ClaimState.HANDED_OVER] > 50
    held = {
        ClaimState.WAITING: Hold.HELD,
        ClaimState.CANCELLED: Hold.RELEASED,
        ClaimState.HANDED_OVER: Hold.CONFIRMED,
    }
    reservations = Reservation.objects.in_bulk()
    for claim in Claim.objects.select_related("reward"):
        reservation = reservations[claim.reservation or 0]
        assert (reservation.points, reservation.state) == (claim.points, held[ClaimState(claim.state)])
        assert is_well_formed(claim.code)
        assert bool(claim.voucher) == (
            claim.reward.kind == RewardKind.DISCOUNT and claim.state == ClaimState.HANDED_OVER
        )


def test_vouchers_were_given_by_the_programme_used_once_and_expired(shop: None) -> None:
    states = set(Voucher.objects.values_list("state", flat=True))
    assert states - {VoucherState.VOID} == {VoucherState.READY, VoucherState.USED, VoucherState.EXPIRED}
    sources = {source.partition(":")[0] if source.startswith("recovery:") else source
               for source in Voucher.objects.values_list("source", flat=True).distinct()}  # fmt: skip
    assert sources == {"recovery", "welcome", "programme:coffee", "reward", "referral", "batch"}
    singles = Use.objects.filter(voucher__isnull=False)
    assert singles.count() == Voucher.objects.filter(state=VoucherState.USED).count() > 20
    assert not singles.exclude(voucher__customer=F("customer")).exists()
    assert not singles.filter(used_at__lt=F("voucher__issued_at")).exists()
    assert not singles.filter(used_on__gt=F("voucher__valid_until")).exists()
    assert not Use.objects.filter(discount_minor__gt=F("purchase__discount_minor")).exists()
    assert Use.objects.filter(voucher__isnull=True, kind__code="MOC10", discount_minor__gt=0).exists()
    assert Use.objects.values("purchase").distinct().count() == Use.objects.count()
    today = timezone.localdate()
    assert not Voucher.objects.filter(state=VoucherState.READY, valid_until__lt=today).exists()
    assert VoucherKind.objects.filter(terms__gives__kind="bundle").exists()


def test_friends_were_brought_and_both_have_what_was_promised(shop: None) -> None:
    states = Counter(Referral.objects.values_list("state", flat=True))
    assert states[State.REWARDED] > 5
    assert states[State.REVIEW] == 1
    assert Code.objects.count() == Member.objects.count()
    for referral in Referral.objects.filter(state=State.REWARDED):
        keys = [f"referral:{referral.pk}:{part}:earn" for part in ("friend", "advocate")]
        moments = Transfer.objects.filter(key__in=keys).values_list("happened_at", flat=True)
        assert list(moments) == [referral.ended_at] * 2
        assert Voucher.objects.filter(customer=referral.friend_id, source="referral").count() == 1
    held = Referral.objects.get(state=State.REVIEW)
    assert (held.doubts, held.holds_card_of) == (["device"], held.advocate_id)
    assert not Transfer.objects.filter(key__startswith=f"referral:{held.pk}:").exists()
    told = Event.objects.filter(kind="referral.rewarded").count()
    assert told == 2 * states[State.REWARDED]


def test_anyone_can_recompute_the_drawn_prizes_and_the_other_draw_is_open(shop: None) -> None:
    drawn = Draw.objects.get(state=DrawState.PUBLISHED)
    names = list(entry_names(drawn))
    assert (commitment_of(drawn.seed), hash_of(names)) == (drawn.commitment, drawn.entries_hash)
    kept = list(drawn.winners.order_by("rank").values_list("entry", flat=True))
    assert kept == winners(names, drawn.seed, drawn.public_word, len(kept))
    assert len(kept) == 1 + 5 + 20 + drawn.reserves
    running = Draw.objects.get(state=DrawState.OPEN)
    assert running.closes_at > timezone.now()
    assert counted(running).people > 0


def test_the_ledger_is_exact(shop: None) -> None:
    assert [sentence.template for sentence in check_ledger(at=timezone.now())] == []


def test_chance_is_the_same_every_time() -> None:
    assert [chance("Lan", 10), chance("Tú", 10)] == [chance("Lan", 10), chance("Tú", 10)]
    assert code("Lan", 8) == code("Lan", 8) != code("Tú", 8)
    assert is_well_formed(code("Lan", 12))


@pytest.mark.django_db(transaction=True)
def test_books_and_facts_agree_once_the_readers_have_read() -> None:
    load_demo(seed=7, today=date(2026, 11, 22), months=3, customers=100)
    for _told in ("of the sales", "of what readers told themselves"):
        settle()
        follow_to_the_end()
    assert [sentence.template for sentence in check_ledger(at=timezone.now())] == []
    assert [sentence.template for sentence in check_facts()] == []
