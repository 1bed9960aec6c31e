"""To whom a new ticket goes, as a pure function: rules in their order, the first that fits decides.

A rule says whom it is about (every condition left empty fits all) and to which team or person the ticket goes. Within a
team it goes to whoever has the fewest open tickets among those who may see it, are not away, know the topic and the
language where the rule asks for it, and are below their limit; where there is nobody, it waits for the team.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What is known of a ticket when it comes. `spent_minor`: in the last year."""

    kind: str
    topic: str
    came_by: str
    language: str
    store: int | None = None
    tier: str = ""
    spent_minor: int = 0
    is_working_time: bool = True


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`hours`: "open" in working time alone, "closed" outside of it, empty always."""

    number: int
    name: str
    role: str
    kind: str = ""
    topic: str = ""
    came_by: str = ""
    language: str = ""
    store: int | None = None
    tier: str = ""
    least_spent_minor: int = 0
    hours: str = ""
    staff: int | None = None
    by_skill: bool = False
    priority: str = ""


@dataclass(frozen=True, kw_only=True)
class Agent:
    """Somebody who answers. `stores` empty: all; `topics` and `languages` empty: any; `most_open` 0: no limit."""

    number: int
    role: str
    open: int = 0
    stores: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    most_open: int = 0
    is_away: bool = False


@dataclass(frozen=True)
class Decision:
    """`because`: what the rule asked for and what chose the person, as (what, value) pairs for the screen to word."""

    rule: Rule
    staff: int | None
    because: tuple[tuple[str, str | int], ...]


def decide(arrived: Arrived, rules: Iterable[Rule], agents: Sequence[Agent]) -> Decision | None:
    """The first rule that fits; None where none does, and the ticket waits in its team as before."""
    rule = next((one for one in rules if fits(one, arrived)), None)
    if rule is None:
        return None
    conditions = asked(rule)
    able = [one for one in agents if _is_able(one, rule, arrived)]
    if rule.staff is not None:
        is_there = any(one.number == rule.staff for one in able)
        return Decision(
            rule, rule.staff if is_there else None, (*conditions, ("named", 1) if is_there else ("nobody", 0))
        )
    if not able:
        return Decision(rule, None, (*conditions, ("nobody", 0)))
    chosen = min(able, key=lambda one: (one.open, one.number))
    skill = (("skill", 1),) if rule.by_skill else ()
    return Decision(rule, chosen.number, (*conditions, *skill, ("fewest", chosen.open)))


def fits(rule: Rule, arrived: Arrived) -> bool:
    """Whether every condition the rule has holds."""
    wanted = (
        (rule.kind, arrived.kind),
        (rule.topic, arrived.topic),
        (rule.came_by, arrived.came_by),
        (rule.language, arrived.language),
        (rule.tier, arrived.tier),
        (rule.store, arrived.store),
        (rule.hours, "open" if arrived.is_working_time else "closed"),
    )
    return (
        all(not condition or condition == value for condition, value in wanted)
        and arrived.spent_minor >= rule.least_spent_minor
    )


def _is_able(agent: Agent, rule: Rule, arrived: Arrived) -> bool:
    sees = not agent.stores or arrived.store in agent.stores
    is_free = not agent.is_away and (not agent.most_open or agent.open < agent.most_open)
    is_meant = agent.number == rule.staff if rule.staff is not None else agent.role == rule.role
    return is_meant and sees and is_free and (not rule.by_skill or _knows(agent, arrived))


def _knows(agent: Agent, arrived: Arrived) -> bool:
    knows_topic = not agent.topics or arrived.topic in agent.topics
    return knows_topic and (not agent.languages or arrived.language in agent.languages)


def asked(rule: Rule) -> tuple[tuple[str, str | int], ...]:
    """The conditions a rule has, as (what, value) pairs."""
    named: tuple[tuple[str, str | int | None], ...] = (
        ("kind", rule.kind),
        ("topic", rule.topic),
        ("came_by", rule.came_by),
        ("store", rule.store),
        ("language", rule.language),
        ("tier", rule.tier),
        ("spent", rule.least_spent_minor),
        ("hours", rule.hours),
    )
    return tuple((what, value) for what, value in named if value)
