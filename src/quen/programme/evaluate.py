"""Judge a purchase: what it gives, and why."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from quen.kernel.sentences import gettext_noop
from quen.programme.amounts import earning_amounts, spread
from quen.programme.engine import NO_BUDGETS, Engine, Judgement, ready
from quen.programme.errors import StaleState
from quen.programme.explain import results_of, tier_progress
from quen.programme.outcome import Outcome, Share
from quen.programme.prices import price_offers
from quen.programme.programme import Programme
from quen.programme.purchase import Purchase
from quen.programme.state import MemberState
from quen.programme.streams import Award
from quen.programme.visit import Visit


def evaluate(
    programme: Programme,
    state: MemberState,
    purchase: Purchase,
    *,
    budgets: Mapping[str, int] = NO_BUDGETS,
    explained: bool = True,
) -> Outcome:
    """What `purchase` gives the member of `state` under `programme`, with a reason for every rule.

    Pure: the same arguments give the same outcome. `budgets` is what all members have been given so far by rules
    with a budget, by rule key (``*``: the whole programme). Money in minor units, points whole. Raises nothing for a
    valid purchase between the years 1900 and 2199. Without `explained` no reasons and prices are told, which a history
    of a million purchases has no reader for; all else is the same. `apply` gives the member's counters after it.
    """
    engine = ready(programme)
    visit = visit_of(engine, state, purchase)
    held = engine.ladder.settled(state, visit.day) if engine.ladder else None
    visit.tier = held.key if held else ""
    judged = engine.judge(visit, held, budgets)
    shares = tuple(_share(engine, visit, award) for award in judged.awards)
    by_line = tuple(sum(points) for points in zip(*(share.points for share in shares), strict=True))
    return Outcome(
        programme=programme.key,
        version=programme.version,
        at=purchase.at,
        points=judged.points,
        line_points=by_line,
        qualifying_points=judged.qualifying,
        pending_until=purchase.at + timedelta(days=programme.pending_days),
        expires_at=_midnight(programme.expiry.expires_on(visit.day)),
        remainder_minor=judged.after.remainder_minor,
        results=results_of(engine, visit, judged) if explained else (),
        stamps=_stamps(engine, judged),
        vouchers=judged.issued,
        prices=price_offers(engine, visit) if explained else (),
        tier=tier_progress(engine, held, judged, visit.day, explained=explained),
        before=state,
        after=judged.after,
        earning=visit.earning,
        quantities_milli=tuple(line.quantity_milli for line in purchase.lines),
        shares=shares,
        returned_milli=(0,) * len(purchase.lines),
    )


def apply(state: MemberState, outcome: Outcome) -> MemberState:
    """The member's counters after the purchase. Raises StaleState where `state` is not what was judged."""
    if state != outcome.before:
        raise StaleState(
            gettext_noop("The customer has bought something else meanwhile. Judge the purchase again.")
        )
    return outcome.after


def settled_visit(engine: Engine, state: MemberState, purchase: Purchase) -> Visit:
    """The purchase as prices and tiers' goods are looked at: with the tier held on its day."""
    visit = visit_of(engine, state, purchase)
    visit.tier = engine.ladder.settled(state, visit.day).key if engine.ladder else ""
    return visit


def visit_of(engine: Engine, state: MemberState, purchase: Purchase) -> Visit:
    """The purchase as the rules look at it; the tier is still to be settled."""
    programme = engine.programme
    earning = earning_amounts(
        purchase.lines,
        counted=programme.amounts,
        never=engine.never,
        vouchers_minor=purchase.vouchers_minor,
    )
    at = purchase.at
    return Visit(
        day=at.date(),
        minute=at.hour * 60 + at.minute if purchase.has_time else None,
        lines=purchase.lines,
        earning=earning,
        total=sum(earning),
        state=state,
        tier="",
        store=purchase.store,
        channel=purchase.channel,
        payments=purchase.payment_methods,
        vouchers_used=purchase.vouchers_used,
    )


def _share(engine: Engine, visit: Visit, award: Award) -> Share:
    """The award in proportion to what its lines earn on, or to their units."""
    weights = engine.weights(award.key, visit)
    has_credit = award.credit or award.steps
    amounts = engine.weights(award.key, visit, by_amount=True) if has_credit else weights
    return Share(
        key=award.key,
        lines=tuple(number for number, weight in enumerate(weights) if weight),
        points=tuple(spread(award.points, weights)),
        credit=tuple(spread(award.credit, amounts)),
        steps=tuple(spread(award.steps, amounts)),
        step_cost=award.step_cost,
        stamps=tuple(spread(award.stamps, weights)),
        voucher=award.voucher,
    )


def _stamps(engine: Engine, judged: Judgement) -> Mapping[str, int]:
    gained: dict[str, int] = {}
    for award in judged.awards:
        if award.stamps:
            card = engine.gifts.card_of[award.key]
            gained[card] = gained.get(card, 0) + award.stamps
    return gained


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min) if day else None
