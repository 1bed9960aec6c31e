"""What holds for every programme, every member and every purchase."""

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quen.programme import (
    NEW_MEMBER,
    Line,
    MemberState,
    Outcome,
    Programme,
    Purchase,
    ReturnedLine,
    apply,
    dump,
    evaluate,
    from_values,
    load,
    take_back,
    to_values,
    undo,
)
from quen.programme.rules import Caps
from quen.programme.splitting import told_splitting
from quen.programme.words import say
from tests.programme.programmes import histories, lines, programmes

LAN = NEW_MEMBER._replace(birthday=date(1990, 2, 14), segments=frozenset({"vip"}))
MANY = settings(max_examples=40, deadline=None)


def _live(
    programme: Programme, purchases: list[Purchase], state: MemberState = LAN
) -> tuple[MemberState, list[Outcome]]:
    outcomes = []
    for purchase in purchases:
        outcomes.append(evaluate(programme, state, purchase))
        state = apply(state, outcomes[-1])
    return state, outcomes


@MANY
@given(programmes(), histories())
def test_every_purchase_has_an_outcome_and_every_rule_a_reason(
    programme: Programme, purchases: list[Purchase]
) -> None:
    _, outcomes = _live(programme, purchases)
    for outcome in outcomes:
        assert outcome.points == sum(outcome.line_points) == sum(result.points for result in outcome.results)
        assert min(outcome.line_points) >= 0
        assert {result.key for result in outcome.results} >= {rule.key for rule in programme.rules}
        assert all(result.reasons for result in outcome.results)
        assert all(say(reason) for result in outcome.results for reason in result.reasons)
        # What did not fire gave nothing, and gives a reason instead.
        assert all(result.points == 0 for result in outcome.not_fired)


@MANY
@given(programmes(vary_base=False), histories())
def test_no_points_come_out_of_nothing(programme: Programme, purchases: list[Purchase]) -> None:
    lan, outcomes = _live(programme, purchases)
    for outcome in outcomes:
        if not any(outcome.earning):
            assert outcome.points == 0
    # The base never pays more than its rate for all the money spent, and the remainder is exactly what is left.
    spent, per = sum(sum(outcome.earning) for outcome in outcomes), programme.base.per_amount_minor
    uncapped = sum(outcome.shares[0].credit != () and sum(outcome.shares[0].steps) for outcome in outcomes)
    assert uncapped * per + lan.remainder_minor == spent
    assert 0 <= lan.remainder_minor < per
    assert sum(outcome.results[0].points for outcome in outcomes) <= programme.base.points * (spent // per)
    multiplied = [rule for rule in programme.rules if rule.give.multiply is not None]
    for rule in multiplied:
        assert rule.give.multiply is not None
        given_points = sum(
            result.points for outcome in outcomes for result in outcome.results if result.key == rule.key
        )
        assert given_points <= Fraction(spent * programme.base.points, per) * (
            Fraction(rule.give.multiply) - 1
        )


@MANY
@given(programmes(), histories(), st.randoms(use_true_random=False))
def test_the_order_rules_are_written_in_does_not_matter(
    programme: Programme, purchases: list[Purchase], chance: random.Random
) -> None:
    rules = list(programme.rules)
    chance.shuffle(rules)
    shuffled = programme.model_copy(update={"rules": tuple(rules)})
    assert _live(shuffled, purchases) == _live(programme, purchases)


@MANY
@given(programmes(), histories(most=4))
def test_the_best_of_a_group_is_no_less_than_any_of_its_rules_alone(
    programme: Programme, purchases: list[Purchase]
) -> None:
    programme = programme.model_copy(update={"caps": Caps()})
    best = {group.key for group in programme.groups if group.stacking == "best"}
    rivals = [rule for rule in programme.rules if rule.group in best]
    state, _ = _live(programme, purchases[:-1])
    together = {result.key: result.points for result in evaluate(programme, state, purchases[-1]).results}
    for rival in rivals:
        others = tuple(rule for rule in programme.rules if rule is rival or rule not in rivals)
        alone = evaluate(programme.model_copy(update={"rules": others}), state, purchases[-1])
        points = next(result.points for result in alone.results if result.key == rival.key)
        assert points <= max(together[rule.key] for rule in rivals)


@MANY
@given(
    st.one_of(programmes(splittable=True), programmes()),
    histories(most=3),
    st.lists(lines(positive=True), min_size=2, max_size=4),
    st.data(),
)
def test_splitting_a_receipt_never_pays_where_the_words_do_not_say_so(
    programme: Programme, purchases: list[Purchase], whole_lines: list[Line], data: st.DataObject
) -> None:
    assume(not list(told_splitting(programme)))
    before, _ = _live(programme, purchases)
    whole = replace(
        purchases[-1],
        lines=tuple(whole_lines),
        vouchers_minor=0,
        vouchers_used=frozenset(),
        at=purchases[-1].at + timedelta(days=1),
    )
    cut = data.draw(st.integers(1, len(whole.lines) - 1))
    parts = [replace(whole, lines=whole.lines[:cut]), replace(whole, lines=whole.lines[cut:])]
    together, (at_once,) = _live(programme, [whole], before)
    apart, split = _live(programme, parts, before)
    # A tier reached by the first part is held on the second: that is the tier's doing, and any later purchase's right.
    assume(len({outcome.tier.before for outcome in split if outcome.tier}) <= 1)
    assert sum(outcome.points for outcome in split) <= at_once.points
    assert apart.visits == together.visits
    assert apart.remainder_minor == together.remainder_minor
    assert sum(len(outcome.vouchers) for outcome in split) <= len(at_once.vouchers)


@MANY
@given(programmes(), histories(most=5), st.data())
def test_a_return_gives_back_exactly(
    programme: Programme, purchases: list[Purchase], data: st.DataObject
) -> None:
    before, _ = _live(programme, purchases[:-1])
    after, (outcome,) = _live(programme, purchases[-1:], before)
    state, judged, points, revoked = after, outcome, 0, 0
    remaining = list(outcome.quantities_milli)
    while any(left > 0 for left in remaining):
        line = data.draw(st.sampled_from([number for number, left in enumerate(remaining) if left > 0]))
        quantity = data.draw(st.integers(1, remaining[line]) | st.just(remaining[line]))
        remaining[line] -= quantity
        taken = take_back(programme, judged, [ReturnedLine(line=line, quantity_milli=quantity)])
        assert taken.points >= 0
        state, judged = undo(programme, state, taken), taken.outcome
        points += taken.points
        revoked += len(taken.revoked)
    zero_lines = [number for number, quantity in enumerate(outcome.quantities_milli) if quantity == 0]
    taken = take_back(
        programme, judged, [ReturnedLine(line=number, quantity_milli=0) for number in zero_lines]
    )
    state = undo(programme, state, taken)
    points += taken.points
    assert points == outcome.points
    assert state.remainder_minor == before.remainder_minor
    assert {key: meter for key, meter in state.meters.items() if meter} == {
        key: meter for key, meter in before.meters.items() if meter
    }
    assert {key: stamps for key, stamps in state.stamps.items() if stamps} == {
        key: stamps for key, stamps in before.stamps.items() if stamps
    }
    assert {key: tally.life_points for key, tally in state.tallies.items() if tally.life_points} == {
        key: tally.life_points for key, tally in before.tallies.items() if tally.life_points
    }
    assert _spent(state) == _spent(before)
    assert revoked + len(taken.revoked) == sum(voucher.source != "offer" for voucher in outcome.vouchers)


def _spent(state: MemberState) -> tuple[int, int]:
    return (state.reached[-1].points, state.reached[-1].spending_minor) if state.reached else (0, 0)


@MANY
@given(programmes())
def test_yaml_loses_nothing(programme: Programme) -> None:
    assert load(dump(programme)) == programme
    assert from_values(to_values(programme)) == programme
    assert dump(load(dump(programme))) == dump(programme)
