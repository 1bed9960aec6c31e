"""Why a voucher does not count here and now: every reason, and how far it is from counting."""

from collections.abc import Iterator
from datetime import date, time

from quen.enrolment.versions import tier_names
from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.amounts import fold
from quen.programme.conditions import Hours
from quen.programme.fields import WEEKDAYS
from quen.programme.words import Amount, Listed, Weekdays
from quen.vouchers.discount import Lines, counting, line_discounts
from quen.vouchers.models import State, Voucher, VoucherKind
from quen.vouchers.occasion import Occasion
from quen.vouchers.terms import Terms


def of_voucher(voucher: Voucher, seen: Occasion) -> Iterator[Sentence]:
    """Of the single code: used, void, another customer's, over."""
    if voucher.state == State.USED:
        yield Sentence(gettext_noop("It has been used."))
    elif voucher.state == State.VOID:
        yield Sentence(gettext_noop("It was made void."))
    elif voucher.valid_until and voucher.valid_until < seen.day:
        yield Sentence(gettext_noop("It ended on %(day)s."), {"day": voucher.valid_until})


def of_terms(kind: VoucherKind, terms: Terms, lines: Lines, seen: Occasion) -> list[Sentence]:
    """Of its kind, in the order a cashier would ask."""
    return [
        *of_kind(kind),
        *_of_time(terms, seen),
        *of_place(terms, seen),
        *of_customer(terms, seen),
        *of_goods(terms, lines, seen.currency),
    ]


def whose(voucher: Voucher, terms: Terms, seen: Occasion) -> Iterator[Sentence]:
    """Where it belongs to somebody."""
    if voucher.customer_id is None or terms.is_transferable:
        return
    if seen.customer is None:
        yield Sentence(gettext_noop("It belongs to a customer. Find her at the till first."))
    elif voucher.customer_id not in seen.everyone:
        yield Sentence(gettext_noop("It belongs to another customer."))


def of_limit(of: str) -> Sentence:
    """The limit that is used up."""
    if of.startswith("day:"):
        return Sentence(gettext_noop("Today's limit is used up. It counts again tomorrow."))
    if of.startswith("customer:"):
        return Sentence(gettext_noop("The customer has used it as often as she may."))
    return Sentence(gettext_noop("All of them are used up."))


def of_kind(kind: VoucherKind) -> Iterator[Sentence]:
    """Whether the shop lets it count."""
    if kind.stopped_at is not None:
        yield Sentence(gettext_noop("The shop has stopped it."))


def _of_time(terms: Terms, seen: Occasion) -> Iterator[Sentence]:
    if terms.first_day and seen.day < terms.first_day:
        days = (terms.first_day - seen.day).days
        yield Sentence(
            one_or_many(
                days,
                gettext_noop("It counts from tomorrow on."),
                gettext_noop("It counts from %(day)s on, in %(days)s days."),
            ),
            {"day": terms.first_day, "days": days},
        )
    if terms.last_day and seen.day > terms.last_day:
        yield Sentence(gettext_noop("It ended on %(day)s."), {"day": terms.last_day})
    if terms.weekdays and seen.weekday not in terms.weekdays:
        in_order = tuple(day for day in WEEKDAYS if day in terms.weekdays)
        yield Sentence(gettext_noop("It counts on %(days)s only."), {"days": Weekdays(in_order)})
    if terms.hours and not any(_within(hours, seen.minute) for hours in terms.hours):
        spans = tuple(map(span, terms.hours))
        yield Sentence(gettext_noop("It counts at %(hours)s only."), {"hours": Listed(spans)})


def of_place(terms: Terms, seen: Occasion) -> Iterator[Sentence]:
    """Of store and channel."""
    if terms.stores and fold(seen.store_name) not in {fold(name) for name in terms.stores}:
        yield Sentence(gettext_noop("It counts at %(stores)s only."), {"stores": Listed(terms.stores)})
    if terms.channels and fold(seen.channel) not in {fold(name) for name in terms.channels}:
        yield Sentence(
            gettext_noop("It counts for sales through %(channels)s only."),
            {"channels": Listed(terms.channels)},
        )


def of_customer(terms: Terms, seen: Occasion) -> Iterator[Sentence]:
    """Of who she is."""
    if terms.needs_a_customer and seen.customer is None:
        yield Sentence(gettext_noop("It needs a customer. Find her at the till first."))
        return
    if (terms.members_only or terms.tiers) and not seen.is_member:
        yield Sentence(gettext_noop("It is for members. Enrol the customer first."))
    elif terms.tiers and seen.tier not in terms.tiers:
        names = tier_names(seen.day)
        tiers = Listed(tuple(names.get(key, key) for key in terms.tiers))
        yield Sentence(gettext_noop("It is for the tiers %(tiers)s."), {"tiers": tiers})
    if terms.tags and not seen.tags.intersection(terms.tags):
        yield Sentence(gettext_noop("It is for customers tagged %(tags)s."), {"tags": Listed(terms.tags)})


def of_goods(terms: Terms, lines: Lines, currency: str) -> Iterator[Sentence]:
    """Of what is on the receipt: the only part that a return changes."""
    amount = sum(counting(lines, terms.goods))
    if terms.goods and not amount:
        names = (*terms.goods.products, *terms.goods.categories)
        yield Sentence(
            gettext_noop("None of its goods is on the receipt: %(goods)s."), {"goods": Listed(names)}
        )
    if amount < terms.minimum_minor:
        yield Sentence(
            gettext_noop("%(missing)s more and it counts: it needs %(minimum)s."),
            {
                "missing": Amount(terms.minimum_minor - amount, currency),
                "minimum": Amount(terms.minimum_minor, currency),
            },
        )
    elif line_discounts(terms.gives, lines, terms.goods) is None:
        yield Sentence(gettext_noop("The goods it is for are not all on the receipt."))
    elif not amount and terms.gives.kind != "gift":
        yield Sentence(gettext_noop("Nothing on the receipt is left to take it off."))


def span(hours: Hours) -> str:
    """A part of the day: ``14:00-16:00``."""
    return f"{_clock(hours.start)}-{_clock(hours.end)}"


def _within(hours: Hours, minute: int) -> bool:
    start, end = _minute(hours.start), _minute(hours.end)
    return start <= minute < end if start < end else minute >= start or minute < end


def _minute(clock: time) -> int:
    return 24 * 60 if clock == time.max else clock.hour * 60 + clock.minute


def _clock(clock: time) -> str:
    return "24:00" if clock == time.max else f"{clock:%H:%M}"


def last_day_of(terms: Terms, voucher: Voucher | None) -> date | None:
    """The last day it counts: the kind's or the voucher's own, whichever is earlier."""
    days = [day for day in (terms.last_day, voucher.valid_until if voucher else None) if day]
    return min(days) if days else None
