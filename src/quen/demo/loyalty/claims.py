"""Rewards members claimed in two years, and the few that wait at the counter today."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from quen.demo.loyalty.luck import chance, code
from quen.demo.loyalty.offers import Offered, take_from_stock
from quen.demo.loyalty.wallet import Wallet
from quen.enrolment.models import Member
from quen.events.copy_in import copy_in
from quen.events.happening import Happening
from quen.flows.judge_history.books import Books
from quen.flows.judge_history.occasions import Bought
from quen.flows.judge_history.rows import numbers_of
from quen.kernel.actor import SYSTEM
from quen.points.models import Account
from quen.points.reserve import release, reserve
from quen.programme import Outcome
from quen.rewards.events import ClaimCancelled, RewardClaimed, RewardHandedOver
from quen.rewards.models import ClaimState
from quen.shops.models import Store

_CLAIM = (
    "id", "reward_id", "customer_id", "store_id", "points", "price_minor", "reservation", "code", "state", "claimed_at",
    "expires_at", "ended_at", "ended_by", "voucher", "key",
)  # fmt: skip
_ONE_VISIT_IN = 2
_WAITING, _GIVEN_UP = 7, 1
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Claims:
    """Who claimed what, and what everybody saves up for."""

    def __init__(self, seed: int, offered: Sequence[Offered], wallet: Wallet, told: list[Happening]) -> None:
        self.seed, self.offered, self.wallet, self.told = seed, offered, wallet, told
        self.pieces: Counter[int] = Counter()
        self._of_members: Counter[tuple[int, int]] = Counter()
        self._rows: list[tuple[Any, ...]] = []
        self._numbers = numbers_of("rewards_claim")
        self._wheel = [offer for offer in offered for _ in range(offer.plan.liked)]

    def visit(self, member: int, bought: Bought, outcome: Outcome, books: Books) -> None:
        """A member who saves takes what she saved for, once she has the points and is here."""
        if chance(f"{self.seed} claims {bought.purchase}", _ONE_VISIT_IN):
            return
        offer = self._wish(member)
        available = books.available(bought.at)
        if available >= offer.plan.points and self._may_have(member, offer, outcome):
            self._claim(member, bought, offer, books)

    def _wish(self, member: int) -> Offered:
        so_far = self._of_members[member, 0]
        return self._wheel[chance(f"{self.seed} wish {member} {so_far}", len(self._wheel))]

    def _may_have(self, member: int, offer: Offered, outcome: Outcome) -> bool:
        plan, tier = offer.plan, outcome.after.tier
        if plan.most_a_member and self._of_members[member, offer.reward.pk] >= plan.most_a_member:
            return False
        if plan.tiers and (tier is None or tier.key not in plan.tiers):
            return False
        return plan.stock is None or self.pieces[offer.reward.pk] < plan.stock - _WAITING

    def _claim(self, member: int, bought: Bought, offer: Offered, books: Books) -> None:
        """She claims at the counter after paying, and takes it with her."""
        number, at = next(self._numbers), bought.at + _MINUTE
        ended, until = at + 2 * _MINUTE, at + offer.reward.hold_hours * _HOUR
        reservation = books.hold_and_spend(
            offer.plan.points,
            at=at,
            spent_at=ended,
            until=until,
            purpose=offer.plan.name,
            key=f"claim:{number}",
        )
        voucher = ""
        if offer.plan.voucher_kind:
            voucher = self.wallet.issue(
                offer.plan.voucher_kind, member, at=ended, source="reward", key=f"claim:{number}"
            )
        self._count(member, offer)
        self._keep(
            number,
            offer,
            member,
            bought.store_id,
            reservation,
            ClaimState.HANDED_OVER,
            at,
            ended,
            voucher=voucher,
        )
        self.told.append(
            RewardHandedOver(
                at=ended, by=SYSTEM, customer=member, store=bought.store_id, subject=number, name=offer.plan.name,
                points=offer.plan.points, voucher=voucher,
            )
        )  # fmt: skip

    def wait(self, *, now: datetime) -> None:
        """A few claims of the last days wait at the counter, and one was given up. Call when the books are written."""
        stores = list(Store.objects.order_by("pk").values_list("pk", flat=True))
        for place, (member, offer) in enumerate(self._of_the_rich()):
            at, number = now - (2 + 5 * place) * _HOUR, next(self._numbers)
            held = reserve(
                customer=member, points=offer.plan.points, minutes=offer.reward.hold_hours * 60, at=at,
                purpose=offer.plan.name, key=f"claim:{number}", by=SYSTEM,
            )  # fmt: skip
            store = stores[place % len(stores)]
            if place < _WAITING:
                self._count(member, offer)
                self._keep(number, offer, member, store, held.pk, ClaimState.WAITING, at, None)
                continue
            ended = at + 3 * _HOUR
            release(reservation=held.pk, at=ended, key=f"claim:{number}:release", by=SYSTEM)
            self._keep(number, offer, member, store, held.pk, ClaimState.CANCELLED, at, ended)
            self.told.append(
                ClaimCancelled(at=ended, by=SYSTEM, customer=member, subject=number, name=offer.plan.name,
                               points=offer.plan.points)
            )  # fmt: skip

    def _of_the_rich(self) -> list[tuple[int, Offered]]:
        """Those with the most points, each with the dearest reward that is open to all and nobody else waits for."""
        left = sorted((offer for offer in self.offered if not offer.plan.tiers), key=_price, reverse=True)
        accounts = Account.objects.filter(customer__in=Member.objects.values("pk")).order_by("-balance", "pk")
        chosen = []
        for member, balance in accounts.values_list("customer", "balance")[: _WAITING + _GIVEN_UP]:
            offer = next((offer for offer in left if offer.plan.points <= balance), None)
            if member is not None and offer is not None:
                left.remove(offer)
                chosen.append((member, offer))
        return chosen

    def _count(self, member: int, offer: Offered) -> None:
        self.pieces[offer.reward.pk] += 1
        self._of_members[member, offer.reward.pk] += 1
        self._of_members[member, 0] += 1

    def _keep(
        self, number: int, offer: Offered, member: int, store: int, reservation: int, state: ClaimState, at: datetime,
        ended: datetime | None, *, voucher: str = "",
    ) -> None:  # fmt: skip
        until, shown = at + offer.reward.hold_hours * _HOUR, code(f"{self.seed} claim {number}", 12)
        self._rows.append(
            (
                number, offer.reward.pk, member, store, offer.plan.points, offer.plan.price_minor, reservation, shown,
                state.value, at, until, ended, str(SYSTEM) if ended else "", voucher, f"claim:{number}",
            )
        )  # fmt: skip
        self.told.append(
            RewardClaimed(
                at=at, by=SYSTEM, customer=member, store=store, subject=number, name=offer.plan.name,
                points=offer.plan.points, price_minor=offer.plan.price_minor, code=shown, expires_at=until.isoformat(),
            )
        )  # fmt: skip

    def write(self) -> None:
        """All claims by COPY, and what is left of each reward."""
        copy_in("rewards_claim", _CLAIM, self._rows)
        take_from_stock(self.pieces)


def _price(offer: Offered) -> int:
    return offer.plan.points
