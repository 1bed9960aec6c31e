"""What the programme takes back, by the version that judged the purchase, and the member's counters after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from quen.enrolment.counters import to_json
from quen.enrolment.models import Member
from quen.enrolment.versions import programme_of
from quen.flows.counted_apart import count_back_apart, counted_back
from quen.flows.models import BudgetUsed
from quen.flows.ring_up.budgets import changes, part_of
from quen.flows.ring_up.judged import judged_from_json, judged_to_json
from quen.flows.take_back.goods import Goods
from quen.people.find import root_held
from quen.points.models import Accrual
from quen.programme import Outcome, Programme, ReturnedLine, TakenBack, take_back
from quen.programme.engine import ready
from quen.programme.streams import WHOLE


@dataclass(slots=True)
class Judged:
    """The accrual of a purchase with the outcome in it, the version that gave it, and the member: both rows held."""

    accrual: Accrual
    member: Member | None
    outcome: Outcome
    programme: Programme


def judged_purchase(purchase: int) -> Judged | None:
    """What the purchase was given; None where nothing was judged.

    The customer is held before the member, as merging does, and the member before her account, as a sale does, so that
    nobody waits in a circle.
    """
    accrual = Accrual.objects.select_for_update().filter(pk=purchase).first()
    if accrual is None:
        return None
    root = root_held(accrual.customer_id)
    member = Member.objects.select_for_update().filter(pk=root).first()
    return Judged(accrual, member, judged_from_json(accrual.judged), programme_of(accrual.version))


def taken_back(judged: Judged, goods: Sequence[Goods]) -> TakenBack:
    """What these goods had given; the accrual remembers that they are back."""
    lines = len(judged.outcome.quantities_milli)
    back = [
        ReturnedLine(line=number, quantity_milli=line.coming_milli)
        for number, line in enumerate(goods[:lines])
        if line.coming_milli
    ]
    taken = take_back(judged.programme, judged.outcome, back)
    judged.accrual.judged = judged_to_json(taken.outcome)
    judged.accrual.save(update_fields=["judged"])
    return taken


def make_room(judged: Judged, taken: TakenBack) -> None:
    """Budgets of all members have room again for what came back. Call it last: sales of others wait for these rows."""
    given = {**taken.rule_points, WHOLE: taken.points}
    for rule, points in changes(judged.programme, given):
        parts = BudgetUsed.objects.filter(rule=rule, part=part_of(judged.accrual.customer_id))
        parts.update(points=F("points") - points)


def count_back(judged: Judged, taken: TakenBack) -> tuple[str, str, str]:
    """Move the member's counters as if the goods had never been bought; her tier before and after, and its name.

    Where the purchase was judged for somebody who counts as her now, the counters kept for their parting move too: the
    return is hers whose purchase it was.
    """
    member = judged.member
    if member is None:
        return "", "", ""
    count_back_apart(judged.accrual.customer_id, judged.programme, taken)
    state, kept = counted_back(member.counters, member.version, judged.programme, taken)
    before, ladder = member.tier, ready(kept).ladder
    member.counters, member.turn = to_json(state), member.turn + 1
    member.tier = state.tier.key if state.tier else ""
    member.tier_until = ladder.review_day(state.tier) if ladder and state.tier else None
    member.save(update_fields=["counters", "turn", "tier", "tier_until"])
    return before, member.tier, ladder.step(member.tier).name if ladder and member.tier else ""
