"""Triggers and steps as sentences, in the language of the reader."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.journeys.plan import Plan
from quen.journeys.steps import (
    Condition,
    Exit,
    Goal,
    Offer,
    Send,
    Split,
    Step,
    Tag,
    TaskFor,
    Tell,
    TicketFor,
    Until,
    Wait,
)
from quen.journeys.triggers import Fact, OnDate, OnForecast, OnSegment, Trigger, Watched
from quen.journeys.words import COMPARED, DATES, EVENTS, FACTS, VALUES, WEEKDAYS
from quen.messages.channel import Channel
from quen.segments.conditions.registry import KNOWN
from quen.segments.describe import describe as describe_rule
from quen.segments.names import Names, names_for
from quen.segments.rules import Condition as Asked
from quen.segments.rules import conditions_of, from_json
from quen.tasks.models import TaskKind
from quen.vouchers.models import VoucherKind


def names_of(plan: Plan) -> Names:
    """What everything is called that the journey speaks of; read once for the whole map."""
    rules = [
        each.step.rule for each in plan.places.values() if isinstance(each.step, Condition) and each.step.rule
    ]
    rules += [plan.who] if plan.who else []
    asked: list[Asked] = [one for rule in rules for one in conditions_of(from_json(rule, KNOWN))]
    return names_for(asked)


def trigger_said(trigger: Trigger, names: Names) -> str:
    """What begins it."""
    if isinstance(trigger, OnSegment):
        words = (
            _("Comes into the segment “%(what)s”")
            if trigger.moves == "enters"
            else _("Leaves the segment “%(what)s”")
        )
        return words % {"what": names.segment(trigger.segment)}
    if isinstance(trigger, OnDate):
        return _date_said(trigger)
    if isinstance(trigger, OnForecast):
        if trigger.forecast == "overdue":
            return _("Has been silent longer than %(percent)s %% of her own gaps") % {
                "percent": trigger.percent
            }
        return _("Runs out of something within %(days)s days") % {"days": trigger.days}
    return watched_said(trigger, names)


def watched_said(watched: Watched, names: Names) -> str:
    """``Buys something (amount at least 1.000.000 ₫)``."""
    what = str(dict(EVENTS).get(watched.event, watched.event))
    parts = [_fact_said(fact, names) for fact in watched.where]
    if watched.goods:
        parts.append(names.bought(watched.goods))
    return f"{what} ({', '.join(parts)})" if parts else what


def rule_said(rule: dict[str, Any], names: Names) -> str:
    """Whom a rule holds."""
    return describe_rule(from_json(rule, KNOWN), names)


def step_said(step: Step, names: Names) -> str:
    """What a step does."""
    return _SAID[type(step)](step, names)


def _date_said(trigger: OnDate) -> str:
    what = str(dict(DATES)[trigger.date])
    if trigger.day:
        month, day = trigger.day.removeprefix("lunar-").split("-")
        words = (
            _("%(day)s/%(month)s of the lunar calendar")
            if trigger.day.startswith("lunar-")
            else "%(day)s/%(month)s"
        )
        what = words % {"day": int(day), "month": int(month)}
    if trigger.days == 0:
        return what
    if trigger.days < 0:
        words = ngettext("%(days)s day before: %(what)s", "%(days)s days before: %(what)s", -trigger.days)
        return words % {"days": -trigger.days, "what": what}
    words = ngettext("%(days)s day after: %(what)s", "%(days)s days after: %(what)s", trigger.days)
    return words % {"days": trigger.days, "what": what}


def _fact_said(fact: Fact, names: Names) -> str:
    value = str(VALUES.get(fact.fact, {}).get(str(fact.value), fact.value))
    if fact.fact.endswith("_minor") and isinstance(fact.value, int):
        value = names.money(fact.value)
    elif isinstance(fact.value, bool):
        value = _("yes") if fact.value else _("no")
    return f"{FACTS.get(fact.fact, fact.fact)} {dict(COMPARED)[fact.compare]} {value}"


def _wait(step: Wait, _names: Names) -> str:
    parts = _spans(step)
    words = _("Wait %(span)s") % {"span": ", ".join(parts)} if parts else _("Wait")
    if step.at is not None:
        words += " " + _("until %(hour)s") % {"hour": f"{step.at:%H:%M}"}
    if step.weekdays:
        words += " " + _("on %(days)s") % {"days": ", ".join(str(WEEKDAYS[each]) for each in step.weekdays)}
    return words


def _spans(step: Wait) -> list[str]:
    parts = []
    if step.days:
        parts.append(ngettext("%(days)s day", "%(days)s days", step.days) % {"days": step.days})
    if step.hours:
        parts.append(ngettext("%(hours)s hour", "%(hours)s hours", step.hours) % {"hours": step.hours})
    if step.minutes:
        words = ngettext("%(minutes)s minute", "%(minutes)s minutes", step.minutes)
        parts.append(words % {"minutes": step.minutes})
    return parts


def _until(step: Until, names: Names) -> str:
    words = ngettext(
        "Wait until: %(what)s; at most %(days)s day",
        "Wait until: %(what)s; at most %(days)s days",
        step.most_days,
    )
    return words % {"what": watched_said(step.happens, names), "days": step.most_days}


def _condition(step: Condition, names: Names) -> str:
    if step.happened is not None:
        return _("Since she entered: %(what)s?") % {"what": watched_said(step.happened, names)}
    assert step.rule is not None
    return _("Does it fit her? %(rule)s") % {"rule": rule_said(step.rule, names)}


def _split(_step: Split, _names: Names) -> str:
    return _("By chance")


def _send(step: Send, _names: Names) -> str:
    if step.templates:
        return _("Message: %(templates)s") % {"templates": ", ".join(step.templates)}
    channels = dict.fromkeys(str(Channel(each.channel).label) for each in step.texts)
    return _("Message by %(channels)s") % {"channels": _(", else by ").join(channels)}


def _offer(step: Offer, _names: Names) -> str:
    if step.voucher is not None:
        kind = VoucherKind.objects.filter(key=step.voucher).first()
        return _("Give the voucher “%(voucher)s”") % {"voucher": kind.name if kind else step.voucher}
    points = step.points or 0
    return ngettext("Give %(points)s point", "Give %(points)s points", points) % {"points": points}


def _task(step: TaskFor, _names: Names) -> str:
    return f"{TaskKind(step.kind).label}: {step.title}"


def _ticket(step: TicketFor, _names: Names) -> str:
    return _("Open a ticket: %(subject)s") % {"subject": step.subject}


def _tag(step: Tag, _names: Names) -> str:
    parts = []
    if step.add:
        parts.append(_("Tag %(tags)s") % {"tags": _all(step.add)})
    if step.remove:
        parts.append(_("Take the tag %(tags)s off") % {"tags": _all(step.remove)})
    return "; ".join(parts)


def _all(words: Iterable[str]) -> str:
    return ", ".join(f"“{each}”" for each in words)


def _tell(step: Tell, _names: Names) -> str:
    return _("Tell other systems “%(words)s”") % {"words": step.words}


def _goal(step: Goal, _names: Names) -> str:
    return _("Goal reached: %(name)s") % {"name": step.name}


def _exit(step: Exit, _names: Names) -> str:
    return _("Leave the journey: %(why)s") % {"why": step.why} if step.why else _("Leave the journey")


_SAID: dict[type, Callable[[Any, Names], str]] = {
    Wait: _wait, Until: _until, Condition: _condition, Split: _split, Send: _send, Offer: _offer, TaskFor: _task,
    TicketFor: _ticket, Tag: _tag, Tell: _tell, Goal: _goal, Exit: _exit,
}  # fmt: skip
