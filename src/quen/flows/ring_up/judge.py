"""Judge a sale by the version of the programme in force on its own day."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from quen.enrolment.counters import from_json
from quen.enrolment.versions import launched_programme, programme_of
from quen.flows.ring_up.budgets import of_programme, summed
from quen.flows.ring_up.errors import CannotSpend
from quen.flows.ring_up.known import Known
from quen.flows.ring_up.payment import NOTHING, Paid, named_lines
from quen.flows.ring_up.sale import Sale
from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme import NEW_MEMBER, Line, MemberState, Outcome, Programme, Purchase, evaluate
from quen.programme.engine import NO_BUDGETS
from quen.programme.versions import back_under, carried_over
from quen.programme.words import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the programme says. `outcome` is None where nothing is earned, and `sentences` say why.

    `after` are the member's counters under the version `kept`: a late sale is judged by an older version than the
    counters are kept under, and leaves them under theirs.
    """

    programme: Programme | None
    outcome: Outcome | None
    after: MemberState | None
    kept: Programme | None
    redeemed_minor: int
    sentences: tuple[Sentence, ...] = ()


def judge(sale: Sale, known: Known, *, paid: Paid = NOTHING) -> Verdict:
    """What the sale gives. Raises CannotSpend where points cannot be paid with."""
    programme = programme_of_day(known)
    redeemed_minor = _value(sale, known, programme, paid)
    if programme is None or known.member is None:
        return Verdict(
            programme=programme, outcome=None, after=None, kept=None, redeemed_minor=redeemed_minor,
            sentences=tuple(_why_not(sale, known, programme)),
        )  # fmt: skip
    state, newer = _state(known, programme)
    outcome = evaluate(
        programme,
        state,
        purchase_of(sale, known, vouchers_minor=redeemed_minor + paid.minor, kinds=paid.kinds),
        budgets=of_programme(summed(known.budgets), programme) if known.budgets else NO_BUDGETS,
    )
    is_late = newer.effective_from > programme.effective_from
    return Verdict(
        programme=programme,
        outcome=outcome,
        after=back_under(newer, programme, state, outcome.after) if is_late else outcome.after,
        kept=newer if is_late else programme,
        redeemed_minor=redeemed_minor,
    )


def under_programme(sale: Sale, known: Known) -> tuple[Programme, MemberState, Purchase] | None:
    """What the lines alone are looked at by: programme, member and goods; None where nobody is a member."""
    programme = programme_of_day(known)
    if programme is None or known.member is None:
        return None
    return programme, _state(known, programme)[0], purchase_of(sale, known, vouchers_minor=0)


def programme_of_day(known: Known) -> Programme | None:
    return launched_programme(known.version) if known.version else None


def _state(known: Known, programme: Programme) -> tuple[MemberState, Programme]:
    """The member's counters under `programme`, and the version they are kept under, which may be a newer one."""
    state = from_json(known.counters, birthday=known.birthday, segments=known.segments)
    newer = programme if known.judged_by in {None, programme.version} else programme_of(known.judged_by or 0)
    return (state if newer is programme else carried_over(state, old=newer, new=programme)), newer


def purchase_of(
    sale: Sale, known: Known, *, vouchers_minor: int, kinds: frozenset[str] = frozenset()
) -> Purchase:
    """The sale as the programme sees it: the shop's wall clock, names and groups as the shop knows its goods."""
    return Purchase(
        at=sale.at.astimezone(ZoneInfo(known.timezone)).replace(tzinfo=None),
        lines=tuple(
            Line(
                amount_minor=line.amount_minor,
                quantity_milli=line.quantity_milli,
                product=line.product,
                product_name=line.name,
                category=line.category,
                tax_minor=line.tax_minor,
                discount_minor=line.discount_minor,
                is_reward=line.is_reward,
            )
            for line in named_lines(sale, known)
        ),
        store=known.store or "",
        channel=sale.channel,
        payment_methods=frozenset(sale.payment_methods),
        vouchers_minor=vouchers_minor,
        vouchers_used=kinds,
    )


def _value(sale: Sale, known: Known, programme: Programme | None, paid: Paid) -> int:
    """What the points to spend are worth. Raises CannotSpend."""
    if not sale.redeem_points:
        return 0
    if known.member is None:
        raise CannotSpend(gettext_noop("Only a member can spend points. Enrol the customer first."))
    if programme is None or not programme.point_value_minor:
        raise CannotSpend(
            gettext_noop("No programme in force on %(day)s gives points a value."), day=sale.at.date()
        )
    value, due = sale.redeem_points * programme.point_value_minor, sale.amount_minor - paid.minor
    if value > due:
        raise CannotSpend(
            gettext_noop(
                "%(value)s in points is more than the %(due)s to pay. Points that can be spent: %(most)s at most."
            ),
            value=Amount(value, programme.currency),
            due=Amount(max(due, 0), programme.currency),
            most=max(due, 0) // programme.point_value_minor,
        )
    return value


def _why_not(sale: Sale, known: Known, programme: Programme | None) -> list[Sentence]:
    if programme is None:
        return [Sentence(gettext_noop("There is no loyalty programme on the day of this sale."))]
    would = evaluate(programme, NEW_MEMBER, purchase_of(sale, known, vouchers_minor=0)).points
    if known.customer is None:
        why = Sentence(gettext_noop("Sold without a customer: no points."))
    else:
        why = Sentence(gettext_noop("The customer is not a member: no points."))
    if not would:
        return [why]
    more = Sentence(
        one_or_many(
            would,
            gettext_noop("A new member would get %(points)s point for it."),
            gettext_noop("A new member would get %(points)s points for it."),
        ),
        {"points": would},
    )
    return [why, more]
