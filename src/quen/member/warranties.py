"""What of the goods she bought still has a warranty."""

from collections.abc import Sequence
from datetime import datetime

from quen.people.find import everyone_in
from quen.warranty.goods import Goods, goods_of
from quen.warranty.in_force import all_terms
from quen.warranty.look_up import lines_of

MOST = 20
"""Goods on the page, the newest purchases."""


def warranties_of(root: int, *, at: datetime) -> Sequence[Goods]:
    """Her goods whose term runs, those that end soonest first. Nine queries at most, three where she has none."""
    terms = all_terms()
    goods = goods_of(lines_of(everyone_in(root), terms)[:MOST], at=at, terms=terms)
    running = [one for one in goods if one.proposal.is_accepted and one.proposal.ends_on]
    return sorted(running, key=lambda one: (one.proposal.days_left or 0, one.line.pk))
