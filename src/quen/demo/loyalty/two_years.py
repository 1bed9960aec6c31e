"""What members did besides buying: some pay with points, some save up for rewards; vouchers are used; friends come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from quen.demo.loyalty.claims import Claims
from quen.demo.loyalty.luck import chance
from quen.demo.loyalty.wallet import Wallet
from quen.flows.judge_history import Story
from quen.flows.judge_history.books import Books
from quen.flows.judge_history.occasions import Bought, CameBack
from quen.programme import Outcome
from quen.programme.gifts import Issued

_SPENDS_FROM, _SPENDS_IN_STEPS = 60, 20
_POINT_VALUE_MINOR = 300
_SAVERS_OF_TEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Points for a friend brought, or for being one."""

    points: int
    at: datetime
    expires_at: datetime | None
    key: str
    reason: str


class TwoYears(Story):
    """Told to the judge, purchase by purchase."""

    issues_vouchers = True

    def __init__(self, *, wallet: Wallet, claims: Claims, gifts: Mapping[int, list[Gift]]) -> None:
        self._wallet, self._claims = wallet, claims
        self._gifts = {member: sorted(each, key=_when, reverse=True) for member, each in gifts.items()}

    def before(self, member: int, at: datetime, books: Books) -> None:
        """Points for friends come when the return period is over."""
        waiting = self._gifts.get(member)
        while waiting and waiting[-1].at <= at:
            gift = waiting.pop()
            books.expire(gift.at)
            books.earn(
                gift.points, at=gift.at, pending_until=gift.at, expires_at=gift.expires_at, key=gift.key,
                reason=gift.reason,
            )  # fmt: skip

    def pays(self, member: int, bought: Bought, books: Books) -> int:
        """Nobody pays more than half of a receipt with points; who saves pays none."""
        half = bought.amount_minor // 2 // _POINT_VALUE_MINOR
        if half < _SPENDS_FROM or _saves(member) or chance(f"now {bought.purchase}", 3):
            return 0
        most = min(books.available(bought.at), half)
        return most - most % _SPENDS_IN_STEPS if most >= _SPENDS_FROM else 0

    def after(self, member: int, bought: Bought, outcome: Outcome, books: Books) -> None:
        """Vouchers and rewards of this visit."""
        self._wallet.visit(member, bought, outcome)
        if _saves(member):
            self._claims.visit(member, bought, outcome, books)

    def revoke(self, member: int, back: CameBack, revoked: Sequence[Issued]) -> None:
        """What the goods had brought no longer counts."""
        self._wallet.void(member, back, revoked)


@lru_cache(maxsize=10_000)
def _saves(member: int) -> bool:
    return chance(f"spends {member}", 10) < _SAVERS_OF_TEN


def _when(gift: Gift) -> datetime:
    return gift.at
