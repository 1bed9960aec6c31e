"""One earning rule in plain words: what it gives, when, and how much at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.conditions import Holiday, NthPurchase, When
from quen.programme.fields import clock_text
from quen.programme.rules import Give, Group, Rule
from quen.programme.words import Amount, Listed, SegmentKeys, Weekdays

if TYPE_CHECKING:
    from quen.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Told:
    """A named part of a programme: what it is, under which conditions, within which limits."""

    key: str
    name: str
    gives: Sentence
    when: tuple[Sentence, ...]
    limits: tuple[Sentence, ...]


def told_rule(rule: Rule, programme: "Programme") -> Told:
    """The rule in words."""
    return Told(
        rule.key,
        rule.name,
        _gives(rule.give, programme),
        tuple(_when(rule.when, programme)),
        tuple(_limits(rule, programme)),
    )


def told_group(group: Group, programme: "Programme") -> Told:
    """How the rules of a group stand together, and which they are."""
    gives = {
        "best": gettext_noop("Of its rules only the best counts."),
        "exclusive": gettext_noop("Of its rules only the first by priority counts."),
        "add": gettext_noop("All of its rules count."),
    }[group.stacking]
    names = Listed(tuple(rule.name for rule in programme.rules if rule.group == group.key))
    rules = Sentence(gettext_noop("its rules: %(names)s"), {"names": names})
    nobody = Sentence(gettext_noop("no rule is in it yet"))
    return Told(group.key, group.key, Sentence(gives), (rules if names.names else nobody,), ())


def _gives(give: Give, programme: "Programme") -> Sentence:
    if give.multiply is not None:
        return Sentence(gettext_noop("Base points times %(factor)s"), {"factor": give.multiply})
    if give.add is not None:
        return Sentence(
            one_or_many(
                give.add, gettext_noop("%(points)s point more"), gettext_noop("%(points)s points more")
            ),
            {"points": give.add},
        )
    if give.per_unit is not None:
        return Sentence(
            one_or_many(
                give.per_unit,
                gettext_noop("%(points)s point for every unit"),
                gettext_noop("%(points)s points for every unit"),
            ),
            {"points": give.per_unit},
        )
    if give.stamp is not None:
        card = next((card.name for card in programme.punch_cards if card.key == give.stamp), give.stamp)
        template = (
            gettext_noop("A stamp on “%(card)s” for every unit")
            if give.stamp_for == "unit"
            else gettext_noop("A stamp on “%(card)s” for the receipt")
        )
        return Sentence(template, {"card": card})
    voucher = programme.voucher_name(give.voucher or "")
    return Sentence(gettext_noop("The voucher “%(voucher)s”"), {"voucher": voucher})


def _when(when: When, programme: "Programme") -> Iterator[Sentence]:
    for names, template in (
        (when.products, gettext_noop("on these products: %(names)s")),
        (when.categories, gettext_noop("on these categories: %(names)s")),
        (when.stores, gettext_noop("at: %(names)s")),
        (when.channels, gettext_noop("through: %(names)s")),
        (when.payment_methods, gettext_noop("paid with: %(names)s")),
        (tuple(map(programme.tier_name, when.tiers)), gettext_noop("for members of: %(names)s")),
    ):
        if names:
            yield Sentence(template, {"names": Listed(names)})
    if when.weekdays:
        yield Sentence(gettext_noop("on %(names)s"), {"names": Weekdays(when.weekdays)})
    if when.segments:
        segments = {"names": SegmentKeys(when.segments)}
        yield Sentence(gettext_noop("for these customers: %(names)s"), segments)
    for hours in when.hours:
        facts = {"start": clock_text(hours.start), "end": clock_text(hours.end)}
        yield Sentence(gettext_noop("from %(start)s to %(end)s"), facts)
    yield from _on_days(when)
    if when.first_purchase:
        yield Sentence(gettext_noop("on the first visit"))
    if when.nth_purchase:
        yield _nth(when.nth_purchase)
    if when.minimum_minor is not None:
        facts_of_amount = {"amount": Amount(when.minimum_minor, programme.currency)}
        yield Sentence(gettext_noop("from %(amount)s on"), facts_of_amount)
    for scope in when.bought_together:
        together = Listed((*scope.products, *scope.categories))
        yield Sentence(gettext_noop("bought together with: %(names)s"), {"names": together})
    if when.voucher_used:
        used = {"voucher": programme.voucher_name(when.voucher_used)}
        yield Sentence(gettext_noop("with the voucher “%(voucher)s”"), used)


def _on_days(when: When) -> Iterator[Sentence]:
    if when.dates and when.dates.first:
        yield Sentence(gettext_noop("since %(day)s"), {"day": when.dates.first})
    if when.dates and when.dates.last:
        yield Sentence(gettext_noop("until %(day)s"), {"day": when.dates.last})
    yield from map(_holiday, when.holidays)
    if when.birthday:
        facts = {"before": when.birthday.days_before, "after": when.birthday.days_after}
        yield Sentence(gettext_noop("from %(before)s days before the birthday to %(after)s after"), facts)


def _holiday(holiday: Holiday) -> Sentence:
    facts = {
        "name": holiday.name,
        "day": holiday.day,
        "month": holiday.month,
        "before": holiday.days_before,
        "after": holiday.days_after,
    }
    if holiday.calendar == "lunar":
        return Sentence(
            gettext_noop(
                "around %(name)s (lunar day %(day)s of month %(month)s), %(before)s days before to %(after)s after"
            ),
            facts,
        )
    return Sentence(
        gettext_noop(
            "around %(name)s (day %(day)s of month %(month)s), %(before)s days before to %(after)s after"
        ),
        facts,
    )


def _nth(nth: NthPurchase) -> Sentence:
    if nth.every is not None:
        return Sentence(gettext_noop("on every visit number %(every)s"), {"every": nth.every})
    return Sentence(gettext_noop("on visit number %(number)s"), {"number": nth.number})


def _limits(rule: Rule, programme: "Programme") -> Iterator[Sentence]:
    caps = rule.caps
    for limit, one, many in (
        (
            caps.per_purchase,
            gettext_noop("at most %(points)s point a receipt"),
            gettext_noop("at most %(points)s points a receipt"),
        ),
        (
            caps.per_day,
            gettext_noop("at most %(points)s point a day"),
            gettext_noop("at most %(points)s points a day"),
        ),
        (
            caps.per_month,
            gettext_noop("at most %(points)s point a month"),
            gettext_noop("at most %(points)s points a month"),
        ),
        (
            caps.per_life,
            gettext_noop("at most %(points)s point in all"),
            gettext_noop("at most %(points)s points in all"),
        ),
        (
            caps.budget,
            gettext_noop("at most %(points)s point for all members together"),
            gettext_noop("at most %(points)s points for all members together"),
        ),
    ):
        if limit is not None:
            yield Sentence(one_or_many(limit, one, many), {"points": limit})
    yield from _how_often(rule, programme)


def _how_often(rule: Rule, programme: "Programme") -> Iterator[Sentence]:
    if rule.give.is_per_receipt:
        a_day = one_or_many(
            rule.times_per_day,
            gettext_noop("at most once a day"),
            gettext_noop("at most %(times)s times a day"),
        )
        yield Sentence(a_day, {"times": rule.times_per_day})
    if rule.times_per_life is not None:
        a_member = one_or_many(
            rule.times_per_life,
            gettext_noop("at most once a member"),
            gettext_noop("at most %(times)s times a member"),
        )
        yield Sentence(a_member, {"times": rule.times_per_life})
    if rule.qualifies:
        yield Sentence(gettext_noop("counts for the tier"))
    stacking = next((group.stacking for group in programme.groups if group.key == rule.group), "add")
    if stacking == "best":
        yield Sentence(gettext_noop("of “%(group)s” only the best counts"), {"group": rule.group})
    elif stacking == "exclusive":
        yield Sentence(gettext_noop("of “%(group)s” only the first counts"), {"group": rule.group})
