"""Conditions made ready: each is a question to a visit, and the reason to give where the answer is no."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.amounts import Matches, fold, matcher
from quen.programme.conditions import Scope, When
from quen.programme.fields import WEEKDAYS, clock_text
from quen.programme.occasions import birthday_distance, days_to_holiday, in_hours, minute_of
from quen.programme.visit import Visit
from quen.programme.words import Amount, Listed, SegmentKeys, Weekdays

if TYPE_CHECKING:
    from quen.programme.programme import Programme

_WEEK_DAYS = 7
_DAYS_KEPT = 8_192


class Check(NamedTuple):
    """`met` answers; `why` says why not, and how far it was."""

    met: Callable[[Visit], bool]
    why: Callable[[Visit], Sentence]


def scope_of(when: When) -> Scope | None:
    """The goods a rule is about; None where it is about the whole receipt."""
    if not when.products and not when.categories:
        return None
    return Scope(products=when.products, categories=when.categories)


def looks_at_lines(when: When) -> bool:
    """Whether the receipt's lines have to be known to answer."""
    return bool(when.products or when.categories or when.bought_together)


def day_checks_of(when: When) -> tuple[Check, ...]:
    """What the day alone decides, for all purchases of it alike."""
    return (*_on_weekday(when), *_in_window(when), *_on_holiday(when))


def checks_of(when: When, programme: "Programme") -> tuple[Check, ...]:
    """Everything else that must hold, cheapest first."""
    return (
        *_on_place(when),
        *_in_hours(when),
        *member_checks(when, programme),
        *_on_goods(when, programme),
        *_on_amount(when, programme.currency),
    )


def amount_check(matches: Matches | None) -> Check:
    """A rule never gives anything for lines that earn nothing."""
    if matches is None:
        why = Sentence(gettext_noop("Nothing on this receipt earns points."))
    else:
        why = Sentence(gettext_noop("None of its goods is on this receipt."))
    return Check(lambda visit: visit.amount_of(matches) > 0, lambda _: why)


def _on_place(when: When) -> Iterator[Check]:
    if when.stores:
        stores = frozenset(map(fold, when.stores))
        why_store = Sentence(gettext_noop("Only at: %(names)s."), {"names": Listed(when.stores)})
        yield Check(lambda visit: fold(visit.store) in stores, lambda _: why_store)
    if when.channels:
        channels = frozenset(map(fold, when.channels))
        why_channel = Sentence(gettext_noop("Only through: %(names)s."), {"names": Listed(when.channels)})
        yield Check(lambda visit: fold(visit.channel) in channels, lambda _: why_channel)
    if when.payment_methods:
        methods = frozenset(map(fold, when.payment_methods))
        why_paid = Sentence(
            gettext_noop("Only when paid with: %(names)s."), {"names": Listed(when.payment_methods)}
        )
        yield Check(lambda visit: not methods.isdisjoint(map(fold, visit.payments)), lambda _: why_paid)


def _on_weekday(when: When) -> Iterator[Check]:
    if when.weekdays:
        places = frozenset(WEEKDAYS.index(name) for name in when.weekdays)
        yield Check(
            lambda visit: visit.day.weekday() in places,
            lambda visit: _next_weekday(
                when, min((each - visit.day.weekday()) % _WEEK_DAYS for each in places)
            ),
        )


def _next_weekday(when: When, days: int) -> Sentence:
    template = one_or_many(
        days,
        gettext_noop("Only on %(names)s; that is tomorrow."),
        gettext_noop("Only on %(names)s; the next is in %(days)s days."),
    )
    return Sentence(template, {"names": Weekdays(when.weekdays), "days": days})


def _in_hours(when: When) -> Iterator[Check]:
    if when.hours:
        spans = tuple((minute_of(hours.start), minute_of(hours.end)) for hours in when.hours)
        names = Listed(tuple(f"{clock_text(hours.start)}–{clock_text(hours.end)}" for hours in when.hours))
        why_hours = Sentence(gettext_noop("Only at these hours: %(names)s."), {"names": names})
        yield Check(lambda visit: in_hours(visit.minute, spans), lambda _: why_hours)


def _in_window(when: When) -> Iterator[Check]:
    if when.dates is None:
        return
    first, last = when.dates.first, when.dates.last
    if first:
        early = Sentence(gettext_noop("It begins on %(day)s."), {"day": first})
        yield Check(lambda visit: visit.day >= first, lambda _: early)
    if last:
        late = Sentence(gettext_noop("It ended on %(day)s."), {"day": last})
        yield Check(lambda visit: visit.day <= last, lambda _: late)


def _on_holiday(when: When) -> Iterator[Check]:
    if not when.holidays:
        return

    @lru_cache(maxsize=_DAYS_KEPT)
    def next_holiday(day: date) -> tuple[int, str]:
        return min((days_to_holiday(holiday, day), holiday.name) for holiday in when.holidays)

    def why(visit: Visit) -> Sentence:
        days, name = next_holiday(visit.day)
        return Sentence(
            one_or_many(
                days,
                gettext_noop("Only around %(name)s; that begins tomorrow."),
                gettext_noop("Only around %(name)s; that begins in %(days)s days."),
            ),
            {"name": name, "days": days},
        )

    yield Check(lambda visit: next_holiday(visit.day)[0] == 0, why)


def member_checks(when: When, programme: "Programme") -> Iterator[Check]:
    """What is asked of the member herself, whatever she buys."""
    if when.segments:
        segments = frozenset(when.segments)
        why_segment = Sentence(
            gettext_noop("Only for these customers: %(names)s."), {"names": SegmentKeys(when.segments)}
        )
        yield Check(lambda visit: not segments.isdisjoint(visit.state.segments), lambda _: why_segment)
    if when.tiers:
        tiers, names = frozenset(when.tiers), Listed(tuple(map(programme.tier_name, when.tiers)))
        why_tier = Sentence(gettext_noop("Only for members of: %(names)s."), {"names": names})
        yield Check(lambda visit: visit.tier in tiers, lambda _: why_tier)
    if when.first_purchase:
        why_first = Sentence(gettext_noop("Only on the first visit."))
        yield Check(lambda visit: visit.number == 1, lambda _: why_first)
    yield from _on_visit_number(when)
    if when.birthday:
        yield _on_birthday(when.birthday.days_before, when.birthday.days_after)


def _on_visit_number(when: When) -> Iterator[Check]:
    nth = when.nth_purchase
    if nth is None:
        return
    number, every = nth.number, nth.every
    if every is not None:
        yield Check(
            lambda visit: visit.number % every == 0,
            lambda visit: _more_visits(every - visit.number % every),
        )
    if number is not None:
        past = Sentence(gettext_noop("It was for visit number %(number)s."), {"number": number})
        yield Check(
            lambda visit: visit.number == number,
            lambda visit: past if visit.number > number else _more_visits(number - visit.number),
        )


def _more_visits(visits: int) -> Sentence:
    template = one_or_many(
        visits,
        gettext_noop("%(visits)s more visit until it applies."),
        gettext_noop("%(visits)s more visits until it applies."),
    )
    return Sentence(template, {"visits": visits})


def _on_birthday(before: int, after: int) -> Check:
    unknown = Sentence(gettext_noop("The birthday is not known. Ask the customer and note it down."))

    def why(visit: Visit) -> Sentence:
        if visit.state.birthday is None:
            return unknown
        days = birthday_distance(visit.state.birthday, visit.day, before, after)
        return Sentence(
            one_or_many(
                days,
                gettext_noop("Only around the birthday; that begins tomorrow."),
                gettext_noop("Only around the birthday; that begins in %(days)s days."),
            ),
            {"days": days},
        )

    def met(visit: Visit) -> bool:
        birthday = visit.state.birthday
        return birthday is not None and birthday_distance(birthday, visit.day, before, after) == 0

    return Check(met, why)


def _on_goods(when: When, programme: "Programme") -> Iterator[Check]:
    for scope in when.bought_together:
        wanted = matcher(scope)
        assert wanted is not None
        yield _bought(wanted, Listed((*scope.products, *scope.categories)))
    if when.voucher_used:
        voucher = when.voucher_used
        facts = {"voucher": programme.voucher_name(voucher)}
        why = Sentence(gettext_noop("Only with the voucher %(voucher)s."), facts)
        yield Check(lambda visit: voucher in visit.vouchers_used, lambda _: why)


def _bought(wanted: Matches, names: Listed) -> Check:
    why = Sentence(gettext_noop("Missing on this receipt: %(names)s."), {"names": names})
    return Check(
        lambda visit: any(
            minor and wanted(line) for line, minor in zip(visit.lines, visit.earning, strict=True)
        ),
        lambda _: why,
    )


def _on_amount(when: When, currency: str) -> Iterator[Check]:
    if when.minimum_minor is None:
        return
    minimum, matches = when.minimum_minor, matcher(scope_of(when))
    yield Check(
        lambda visit: visit.amount_of(matches) >= minimum,
        lambda visit: Sentence(
            gettext_noop("%(missing)s more and it applies."),
            {"missing": Amount(minimum - visit.amount_of(matches), currency)},
        ),
    )
