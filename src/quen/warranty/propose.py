"""Accept or refuse, by which clause, and how many days are left: a proposal anyone can check. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quen.kernel.sentences import Sentence, gettext_noop
from quen.warranty.days import last_day
from quen.warranty.terms import Clause, SoldAs, Terms

MANY_REPAIRS = 3
"""From so many repairs on without success the customer may ask for other goods or her money (see the law below)."""

_MILLI = 1_000


@dataclass(frozen=True)
class Before:
    """An earlier claim of the same goods: received on a day, given back on another, and how.

    `was_exchanged`: other goods were handed over for them; `was_refunded`: money.
    """

    received_on: date
    ended_on: date | None = None
    was_accepted: bool = False
    was_exchanged: bool = False
    was_refunded: bool = False


@dataclass(frozen=True)
class Sold:
    """One line as it was sold. Quantities in thousandths; `back_milli` came back since, the last of it on `back_on`."""

    bought_on: date
    sold_as: SoldAs
    quantity_milli: int = _MILLI
    back_milli: int = 0
    back_on: date | None = None
    claims: Sequence[Before] = ()

    @property
    def is_one_piece(self) -> bool:
        return self.quantity_milli <= _MILLI

    @property
    def pieces(self) -> int:
        """How many the customer still has: a line without a quantity, or of half a kilogram, is one."""
        whole = max(self.quantity_milli, 1)
        paid_back = (
            sum(claim.was_refunded for claim in self.claims) * _MILLI
        )  # and a return at the till, as a rule
        left = whole - min(max(self.back_milli, paid_back), whole)
        return (left + _MILLI - 1) // _MILLI

    @property
    def under_way(self) -> int:
        """How many of them are here with a claim."""
        return sum(claim.ended_on is None for claim in self.claims)


@dataclass(frozen=True)
class Proposal:
    """What the terms say on a day. `days_left` counts from that day to the last one, which is still covered; it is
    negative when the term is over. `repairs`: how often the goods were repaired under warranty."""

    is_accepted: bool
    why: Sentence
    clause: Clause | None = None
    months: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    days_left: int | None = None
    repairs: int = 0
    pieces: int = 1

    @property
    def may_ask_for_more(self) -> bool:
        return self.is_accepted and self.repairs >= MANY_REPAIRS


def propose(sold: Sold, terms: Terms, *, on: date) -> Proposal:
    """The proposal for goods brought on a day, by the terms in force when they were bought.

    Days in the workshop do not count into the term, and goods given in exchange begin a term of their own (Law on
    Protection of Consumers' Rights 19/2023/QH15, article 30; 59/2010/QH12, article 21 before July 2024). Which piece of
    several had been in the workshop nobody knows, so the days are added where the line is one piece.
    """
    gone = _gone(sold)
    if gone is not None:
        return Proposal(False, gone, pieces=0)
    excluded = terms.exclusion_of(sold.sold_as)
    if excluded is not None:
        return Proposal(False, Sentence(gettext_noop("The terms exclude these goods.")), excluded)
    granted = terms.grant_for(sold.sold_as)
    if granted is None:
        return Proposal(False, Sentence(gettext_noop("No warranty was promised for these goods.")))
    clause, months = granted
    starts_on, ends_on = _term(sold, months)
    days_left = (ends_on - on).days
    return Proposal(
        days_left >= 0, _in_time(ends_on, days_left), clause, months, starts_on, ends_on, days_left,
        _repairs(sold, starts_on), sold.pieces,
    )  # fmt: skip


def _gone(sold: Sold) -> Sentence | None:
    """Why the customer has nothing of it any more."""
    if sold.pieces:
        return None
    paid_back = next((claim for claim in reversed(sold.claims) if claim.was_refunded), None)
    if paid_back is not None:
        return Sentence(
            gettext_noop("The money was paid back on %(day)s after an earlier claim."),
            {"day": paid_back.ended_on},
        )
    if sold.back_on is None:
        return Sentence(gettext_noop("These goods came back to the shop."))
    return Sentence(gettext_noop("These goods came back to the shop on %(day)s."), {"day": sold.back_on})


def _term(sold: Sold, months: int) -> tuple[date, date]:
    """First and last day, after exchanges and days in the workshop."""
    if not sold.is_one_piece:
        return sold.bought_on, last_day(sold.bought_on, months)
    exchanged = [claim.ended_on for claim in sold.claims if claim.was_exchanged and claim.ended_on]
    starts_on = max([sold.bought_on, *exchanged])
    away = sum(
        (claim.ended_on - claim.received_on).days
        for claim in sold.claims
        if claim.was_accepted and claim.ended_on and claim.received_on >= starts_on
    )
    return starts_on, last_day(starts_on, months) + timedelta(days=away)


def _repairs(sold: Sold, since: date) -> int:
    return sum(
        claim.was_accepted and claim.ended_on is not None and claim.received_on >= since
        and not (claim.was_exchanged or claim.was_refunded)
        for claim in sold.claims
    )  # fmt: skip


def _in_time(ends_on: date, days_left: int) -> Sentence:
    if days_left < 0:
        return Sentence(
            gettext_noop("The term ended on %(day)s, %(days)s days ago."),
            {"day": ends_on, "days": -days_left},
        )
    if days_left == 0:
        return Sentence(gettext_noop("Today is the last day of the term."))
    return Sentence(
        gettext_noop("The term runs to %(day)s, %(days)s more days."), {"day": ends_on, "days": days_left}
    )
