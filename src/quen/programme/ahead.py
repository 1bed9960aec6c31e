"""What a member may look forward to on a day on which she buys nothing: every rule of hers, and her punch cards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.checks import member_checks
from quen.programme.describe_rules import told_rule
from quen.programme.engine import Engine, ready
from quen.programme.limits import NO_TALLY
from quen.programme.offers import PunchCard
from quen.programme.programme import Programme
from quen.programme.ready_rules import ReadyRule
from quen.programme.rules import Rule
from quen.programme.state import MemberState
from quen.programme.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A rule, or a punch card. `when` is what it asks for; `waits` what of it is not so on this day, and how far it is:
    nothing where the next purchase that fits brings it.
    """

    key: str
    name: str
    gives: Sentence
    when: tuple[Sentence, ...] = ()
    waits: tuple[Sentence, ...] = ()


def ahead(*, programme: Programme, state: MemberState, day: date) -> tuple[Ahead, ...]:
    """What may still come to the member of `state` on `day` or later, in the order rules are judged in; then her cards.

    What is over for her is left out, and so are rules for segments she is not in: their names are the shop's own.
    """
    engine = ready(programme)
    visit = _visit(engine, state, day)
    rules = [_rule(engine, rule, visit) for rule in engine.rules if not _is_over(rule.rule, visit)]
    return (*rules, *(_card(card, state, programme) for card in programme.punch_cards))


def _visit(engine: Engine, state: MemberState, day: date) -> Visit:
    """Her next visit, were it that day."""
    tier = engine.ladder.settled(state, day).key if engine.ladder else ""
    return Visit(day, None, (), (), 0, state, tier)


def _rule(engine: Engine, rule: ReadyRule, visit: Visit) -> Ahead:
    when = rule.rule.when.model_copy(update={"segments": ()})
    told = told_rule(rule.rule.model_copy(update={"when": when}), engine.programme)
    checks = (*rule.day_checks, *member_checks(when, engine.programme))
    waits = tuple(check.why(visit) for check in checks if not check.met(visit))
    return Ahead(key=told.key, name=told.name, gives=told.gives, when=told.when, waits=waits)


def _is_over(rule: Rule, visit: Visit) -> bool:
    """Whether it can never again, or not as things stand, be hers."""
    return any(_reasons_it_is_over(rule, visit))


def _reasons_it_is_over(rule: Rule, visit: Visit) -> Iterator[bool]:
    when, given = rule.when, visit.state.tallies.get(rule.key, NO_TALLY)
    yield bool(when.dates and when.dates.last and when.dates.last < visit.day)
    yield bool(when.segments) and visit.state.segments.isdisjoint(when.segments)
    yield bool(when.first_purchase) and visit.number > 1
    nth = when.nth_purchase
    yield bool(nth and nth.number and nth.number < visit.number)
    yield rule.times_per_life is not None and given.life_times >= rule.times_per_life
    yield rule.caps.per_life is not None and given.life_points >= rule.caps.per_life


def _card(card: PunchCard, state: MemberState, programme: Programme) -> Ahead:
    facts = {
        "count": state.stamps.get(card.key, 0),
        "stamps": card.stamps,
        "voucher": programme.voucher_name(card.voucher),
    }
    gives = Sentence(gettext_noop("%(count)s of %(stamps)s stamps; full, it brings: %(voucher)s."), facts)
    return Ahead(key=card.key, name=card.name, gives=gives)
