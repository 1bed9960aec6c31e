"""A reason for every rule, given or not given."""

from collections.abc import Iterator
from datetime import date

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.engine import Engine, Judgement
from quen.programme.expiry import days_later
from quen.programme.ladder import Ladder
from quen.programme.outcome import RuleResult, TierProgress
from quen.programme.ready_rules import ReadyRule
from quen.programme.state import TierState
from quen.programme.streams import BASE, TIER, Award
from quen.programme.visit import Visit
from quen.programme.words import Amount

BASE_NAME = gettext_noop("Points for every purchase")
WELCOME_NAME = gettext_noop("Points for joining")
TIER_NAME = gettext_noop("Points of the tier")


def results_of(engine: Engine, visit: Visit, judged: Judgement) -> tuple[RuleResult, ...]:
    """The base, the tier's multiplier where there is one, and every rule in the order they are judged in."""
    by_key = {award.key: award for award in judged.awards}
    results = [_base(engine, visit, judged)]
    if TIER in by_key:
        results.append(_given(engine, TIER, TIER_NAME, by_key[TIER]))
    for rule in engine.rules:
        key, name = rule.rule.key, rule.rule.name
        if key in by_key:
            results.append(_given(engine, key, name, by_key[key]))
        elif key in judged.beaten:
            beaten = Sentence(gettext_noop("Another rule of its group counts instead."))
            results.append(RuleResult(key=key, name=name, is_fired=False, reasons=(beaten,)))
        else:
            results.append(_refused(engine, rule, visit))
    return tuple(results)


def _base(engine: Engine, visit: Visit, judged: Judgement) -> RuleResult:
    award, base = judged.awards[0], engine.programme.base
    facts = {
        "points": award.points,
        "amount": Amount(visit.total, engine.programme.currency),
        "carried": Amount(visit.state.remainder_minor, engine.programme.currency),
        "missing": Amount(base.per_amount_minor - judged.after.remainder_minor, engine.programme.currency),
    }
    if base.carry_remainder and visit.state.remainder_minor:
        reasons = [
            Sentence(
                one_or_many(
                    award.points,
                    gettext_noop("%(points)s point for %(amount)s and %(carried)s from before."),
                    gettext_noop("%(points)s points for %(amount)s and %(carried)s from before."),
                ),
                facts,
            )
        ]
    else:
        reasons = [
            Sentence(
                one_or_many(
                    award.points,
                    gettext_noop("%(points)s point for %(amount)s."),
                    gettext_noop("%(points)s points for %(amount)s."),
                ),
                facts,
            )
        ]
    if base.carry_remainder:
        reasons.append(Sentence(gettext_noop("%(missing)s more to the next points."), facts))
    reasons += _capped(award)
    return RuleResult(
        key=BASE, name=BASE_NAME, is_fired=award.points > 0, points=award.points, reasons=tuple(reasons)
    )


def _given(engine: Engine, key: str, name: str, award: Award) -> RuleResult:
    return RuleResult(
        key=key,
        name=name,
        is_fired=bool(award.points or award.stamps or award.voucher),
        points=award.points,
        reasons=(_gift(engine, award), *_capped(award)),
    )


def _gift(engine: Engine, award: Award) -> Sentence:
    if award.voucher:
        name = engine.programme.voucher_name(award.voucher)
        return Sentence(gettext_noop("A voucher: %(voucher)s."), {"voucher": name})
    if award.stamps:
        return Sentence(
            one_or_many(award.stamps, gettext_noop("%(stamps)s stamp."), gettext_noop("%(stamps)s stamps.")),
            {"stamps": award.stamps},
        )
    if award.points or award.uncapped:
        return Sentence(
            one_or_many(
                award.points, gettext_noop("%(points)s point more."), gettext_noop("%(points)s points more.")
            ),
            {"points": award.points},
        )
    if award.step_cost:
        return Sentence(gettext_noop("Not a whole point yet; it is carried to the next visit."))
    return Sentence(gettext_noop("Not a whole unit or point."))


def _capped(award: Award) -> list[Sentence]:
    if not award.uncapped:
        return []
    return [
        Sentence(
            gettext_noop("Limited to %(points)s of %(uncapped)s points."),
            {"points": award.points, "uncapped": award.uncapped},
        )
    ]


def _refused(engine: Engine, rule: ReadyRule, visit: Visit) -> RuleResult:
    reasons = tuple(check.why(visit) for check in (*rule.day_checks, *rule.checks) if not check.met(visit))
    missing = _missing_minor(rule, visit)
    if missing is not None and len(reasons) == 1:
        more = Sentence(
            gettext_noop("%(missing)s more and “%(rule)s” applies."),
            {"missing": Amount(missing, engine.programme.currency), "rule": rule.rule.name},
        )
        return RuleResult(
            key=rule.rule.key, name=rule.rule.name, is_fired=False, reasons=(more,), missing_minor=missing
        )
    return RuleResult(key=rule.rule.key, name=rule.rule.name, is_fired=False, reasons=reasons)


def _missing_minor(rule: ReadyRule, visit: Visit) -> int | None:
    minimum = rule.rule.when.minimum_minor
    missing = minimum - visit.amount_of(rule.matches) if minimum else 0
    return missing if missing > 0 else None


def tier_progress(
    engine: Engine, held: TierState | None, judged: Judgement, day: date, *, explained: bool = True
) -> TierProgress | None:
    """Where the member stands now, what the next tier asks for, and a warning where the tier is in danger."""
    ladder, tier = engine.ladder, judged.tier
    if ladder is None or held is None or tier is None:
        return None
    balance, above = ladder.balance(judged.after.reached, day), ladder.above(tier.key)
    return TierProgress(
        key=tier.key,
        name=ladder.step(tier.key).name,
        before=held.key,
        balance=balance,
        until=tier.until,
        next_key=above.key if above else None,
        missing=max(above.at_least - balance, 0) if above else 0,
        reasons=tuple(_tier_reasons(engine, ladder, judged, held, day)) if explained else (),
    )


def _tier_reasons(
    engine: Engine, ladder: Ladder, judged: Judgement, held: TierState, day: date
) -> list[Sentence]:
    tier = judged.tier
    assert tier is not None
    reasons = []
    if tier.key != held.key:
        reasons.append(Sentence(gettext_noop("Welcome to %(tier)s."), {"tier": ladder.step(tier.key).name}))
    reasons += _upwards(engine, ladder, tier, ladder.balance(judged.after.reached, day))
    step, review = ladder.step(tier.key), ladder.review_day(tier)
    short = step.at_least - ladder.kept_so_far(tier, judged.after.reached)
    if short > 0 and day >= days_later(review, -ladder.tiers.warn_days):
        reasons.append(
            Sentence(
                gettext_noop("%(measure)s more by %(day)s to keep %(tier)s."),
                {"measure": _measured(engine, short), "day": review, "tier": step.name},
            )
        )
    return reasons


def _upwards(engine: Engine, ladder: Ladder, tier: TierState, balance: int) -> Iterator[Sentence]:
    """The tier reached that only the next period brings, and what the one above it asks for."""
    reached = ladder.reached_by(balance)
    if ladder.place(reached.key) > ladder.place(tier.key):
        yield Sentence(gettext_noop("%(tier)s begins with the next period."), {"tier": reached.name})
    else:
        reached = ladder.step(tier.key)
    if above := ladder.above(reached.key):
        facts = {"measure": _measured(engine, above.at_least - balance), "tier": above.name}
        yield Sentence(gettext_noop("%(measure)s more to %(tier)s."), facts)


def _measured(engine: Engine, number: int) -> object:
    tiers = engine.programme.tiers
    assert tiers is not None
    if tiers.by == "spending":
        return Amount(number, engine.programme.currency)
    if tiers.by == "points":
        return Sentence(
            one_or_many(number, gettext_noop("%(count)s point"), gettext_noop("%(count)s points")),
            {"count": number},
        )
    return Sentence(
        one_or_many(number, gettext_noop("%(count)s visit"), gettext_noop("%(count)s visits")),
        {"count": number},
    )
