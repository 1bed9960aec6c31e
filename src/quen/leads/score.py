"""How promising a lead is: a short list of rules anyone can read, each worth some points. No model, no secret.

Fit is who she is and what she wants, behaviour is what she did. The points are a convention, not an estimate: they
order a list, and the page of a lead shows which rules gave them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quen.kernel.sentences import gettext_noop
from quen.leads.models import LeadSource

_WARM = frozenset({LeadSource.VISIT, LeadSource.PHONE, LeadSource.REFERRAL})


@dataclass(frozen=True)
class Traits:
    """What the rules look at."""

    source: LeadSource
    has_phone: bool
    has_email: bool
    has_name: bool
    is_company: bool
    wish: str
    expected_minor: int | None
    contacts: int
    calls_reached: int


@dataclass(frozen=True)
class Rule:
    """What is looked at, the points it gives, and when."""

    words: str
    points: int
    holds: Callable[[Traits], bool]


RULES: Sequence[Rule] = (
    Rule(gettext_noop("Can be called"), 20, lambda her: her.has_phone),
    Rule(gettext_noop("Has an e-mail address"), 5, lambda her: her.has_email),
    Rule(gettext_noop("Gave a name"), 5, lambda her: her.has_name),
    Rule(gettext_noop("Is a company"), 10, lambda her: her.is_company),
    Rule(gettext_noop("Said what it is about"), 15, lambda her: bool(her.wish)),
    Rule(gettext_noop("The value is known"), 10, lambda her: bool(her.expected_minor)),
    Rule(gettext_noop("Came by, telephoned, or was recommended"), 15, lambda her: her.source in _WARM),
    Rule(gettext_noop("Came back"), 10, lambda her: her.contacts > 1),
    Rule(gettext_noop("Was reached by telephone"), 10, lambda her: her.calls_reached > 0),
)


def reasons(her: Traits) -> list[Rule]:
    """The rules that hold."""
    return [rule for rule in RULES if rule.holds(her)]


def score(her: Traits) -> int:
    """The sum of their points, 0 to 100."""
    return sum(rule.points for rule in reasons(her))
