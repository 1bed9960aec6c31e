"""An earning rule made ready: its goods, its questions and its stream."""

from typing import NamedTuple

from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.amounts import Matches, matcher
from quen.programme.checks import Check, amount_check, checks_of, day_checks_of, looks_at_lines, scope_of
from quen.programme.limits import NO_TALLY, times_today
from quen.programme.programme import Programme
from quen.programme.rules import Rule
from quen.programme.streams import Stream, rule_stream
from quen.programme.visit import Visit


class ReadyRule(NamedTuple):
    """A rule with its goods, questions and stream."""

    rule: Rule
    matches: Matches | None
    day_checks: tuple[Check, ...]
    checks: tuple[Check, ...]
    stream: Stream

    def fires(self, visit: Visit) -> bool:
        """Whether everything holds that the rule asks for beyond the day."""
        # A loop: asked millions of times over, all(…) with its generator takes twice as long.
        for check in self.checks:  # noqa: SIM110
            if not check.met(visit):
                return False
        return True


def ready_rules(programme: Programme) -> tuple[ReadyRule, ...]:
    """All rules, higher priority first, then by key: never in the order they are written in."""
    in_order = sorted(programme.rules, key=lambda rule: (-rule.priority, rule.key))
    return tuple(_ready(programme, rule) for rule in in_order)


def _ready(programme: Programme, rule: Rule) -> ReadyRule:
    matches = matcher(scope_of(rule.when))
    checks = (*checks_of(rule.when, programme), amount_check(matches), *_limits_in_times(rule))
    return ReadyRule(
        rule, matches, day_checks_of(rule.when), checks, rule_stream(rule, programme.base, matches)
    )


def is_tallied(rule: Rule) -> bool:
    """Whether it has to be counted what the rule gave to whom."""
    return not rule.caps.is_empty or rule.give.is_per_receipt or rule.times_per_life is not None


def is_per_unit(rule: Rule) -> bool:
    """Whether the rule counts units, not money."""
    return rule.give.per_unit is not None or (rule.give.stamp is not None and rule.give.stamp_for == "unit")


def rule_needs_lines(rule: Rule) -> bool:
    """Whether the rule looks at what is on the receipt."""
    return looks_at_lines(rule.when) or is_per_unit(rule)


def _limits_in_times(rule: Rule) -> list[Check]:
    checks, key = [], rule.key
    if rule.give.is_per_receipt:
        per_day = rule.times_per_day
        today = Sentence(gettext_noop("Already given today."))
        checks.append(
            Check(lambda visit: times_today(visit.state.tallies, key, visit.day) < per_day, lambda _: today)
        )
    if rule.times_per_life is not None:
        per_life = rule.times_per_life
        ever = Sentence(gettext_noop("Already given as often as it can be."))
        checks.append(
            Check(
                lambda visit: visit.state.tallies.get(key, NO_TALLY).life_times < per_life,
                lambda _: ever,
            )
        )
    return checks
