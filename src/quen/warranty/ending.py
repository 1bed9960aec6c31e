"""Whose warranty ends in some days: what journeys write about, and segments count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from quen.purchases.models import Line, Product
from quen.shops.clock import shop_timezone, start_of
from quen.warranty.days import last_day
from quen.warranty.goods import Goods, goods_of
from quen.warranty.in_force import AllTerms, all_terms

_AT_ONCE = 2_000
_SLACK = timedelta(days=3)  # months are of 28 to 31 days
_MONTHS_OF_LINES = """
WITH RECURSIVE step AS (
    (SELECT warranty_months AS months FROM purchases_line WHERE warranty_months IS NOT NULL ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT (SELECT warranty_months FROM purchases_line WHERE warranty_months > step.months ORDER BY 1 LIMIT 1)
    FROM step WHERE step.months IS NOT NULL)
SELECT months FROM step WHERE months > 0
"""  # from one value to the next by the index: as quick for ten million lines as for ten
_SOLD = """
SELECT line.id FROM purchases_purchase sold
JOIN purchases_line line ON line.purchase_id = sold.id
LEFT JOIN purchases_product product ON product.id = line.product_id
LEFT JOIN purchases_category category ON category.id = product.category_id
WHERE sold.bought_at >= %(since)s AND sold.bought_at < %(until)s AND sold.customer_id IS NOT NULL
  AND (line.warranty_months = %(months)s OR product.warranty_months = %(months)s OR product.code = ANY(%(products)s)
       OR category.key = ANY(%(categories)s) OR %(is_all)s)
"""
_CLAIMED = """
SELECT DISTINCT line_id FROM warranty_claim
WHERE decision = 'accepted' AND customer_id IS NOT NULL
  AND (place = 'exchanged' AND ended_at >= %(exchanged_since)s
       OR place = 'handed_over'
          AND ends_on + (ended_at::date - opened_at::date) BETWEEN %(first)s::date - 2 AND %(last)s::date + 2)
"""


@dataclass(frozen=True)
class Ending:
    """One line whose term ends on a day, and to whom it belongs, as whom she counts now."""

    customer: int
    line: int
    product: str
    serial: str
    ends_on: date


def ending_between(first: date, last: date) -> list[Ending]:
    """All goods of known customers whose term, as it stands now, ends between two days, both included, soonest first.

    Terms are judged exactly, line by line, but only of lines that may fit: those sold as many months before as anything
    is covered for, and those a claim moved on. What came back is left out. A day costs a look at the lines sold on as
    many days as there are different terms.
    """
    if last < first:
        return []
    terms, at = all_terms(), timezone.now()
    lines = sorted({*_sold(first, last, terms), *_claimed(first, last, terms)})
    found = [
        Ending(
            goods.customer.pk,
            goods.line.pk,
            str(goods.line.product or ""),
            goods.serial,
            goods.proposal.ends_on,
        )
        for goods in _judged(lines, terms, at)
        if goods.customer and goods.proposal.ends_on and first <= goods.proposal.ends_on <= last
    ]
    return sorted(found, key=lambda one: (one.ends_on, one.line))


def _judged(lines: list[int], terms: AllTerms, at: datetime) -> Iterator[Goods]:
    for start in range(0, len(lines), _AT_ONCE):
        yield from goods_of(Line.objects.filter(pk__in=lines[start : start + _AT_ONCE]), at=at, terms=terms)


def _months(terms: AllTerms) -> set[int]:
    """Every number of months anything is covered for."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS_OF_LINES)
        months = {row[0] for row in cursor.fetchall()}
    months.update(
        Product.objects.filter(warranty_months__gt=0).values_list("warranty_months", flat=True).distinct()
    )
    return months | {
        clause.months for version in terms.versions for clause in version.clauses if clause.months
    }


def _sold(first: date, last: date, terms: AllTerms) -> Iterator[int]:
    zone = shop_timezone()
    for months in _months(terms):
        clauses = [one for version in terms.versions for one in version.clauses if one.months == months]
        days = _days_sold(first, last, months)
        yield from _asked(
            _SOLD,
            months=months,
            since=start_of(days[0], zone),
            until=start_of(days[1] + timedelta(days=1), zone),
            products=[one.product for one in clauses if one.product],
            categories=[one.category for one in clauses if one.category],
            is_all=any(not one.product and not one.category for one in clauses),
        )


def _claimed(first: date, last: date, terms: AllTerms) -> Iterator[int]:
    longest = max(_months(terms), default=0)
    yield from _asked(
        _CLAIMED, first=first, last=last, exchanged_since=start_of(_before(first, longest) - _SLACK)
    )


def _days_sold(first: date, last: date, months: int) -> tuple[date, date]:
    """The first and last day on which goods were sold whose term of `months` ends between these two."""
    since, until = _before(first, months) - _SLACK, _before(last, months) + _SLACK
    while since < until and last_day(since, months) < first:
        since += timedelta(days=1)
    while until > since and last_day(until, months) > last:
        until -= timedelta(days=1)
    return since, until


def _before(day: date, months: int) -> date:
    """About so many months before; `_SLACK` makes good for the length of months."""
    ahead = day.year * 12 + day.month - 1 - months
    return date(ahead // 12, ahead % 12 + 1, min(day.day, 28))


def _asked(statement: str, **facts: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [row[0] for row in cursor.fetchall()]
