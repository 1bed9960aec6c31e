"""The answers for machines. Every key is described in docs/reference/measures.md."""

import json
from datetime import date
from typing import Any

from quen.cli.report.answers import Answers, Group, Person
from quen.kernel.money import minor_digits, to_major

Json = dict[str, Any]


def as_json(answers: Answers) -> str:
    """The answers as one JSON object, money as numbers in the file's currency."""
    return json.dumps(document(answers), ensure_ascii=False, indent=2) + "\n"


def document(answers: Answers) -> Json:
    """The object `as_json` writes: dicts, lists, numbers, texts and None only."""
    return _rows(answers) | _sales(answers) | _repeat(answers) | _months(answers) | _people(answers)


def _rows(answers: Answers) -> Json:
    counts, period = answers.counts, answers.period
    return {
        "rows_read": counts.read,
        "rows_used": counts.used,
        "rows_rejected": counts.rejected,
        "rows_outside": counts.outside,
        "rows_repeated": counts.repeated,
        "rows_anonymous": counts.anonymous,
        "rows_by_kind": counts.by_kind,
        "reading": _reading(answers),
        "currency": answers.currency,
        "first_day": _day(period.first_day),
        "last_day": _day(period.last_day),
    }


def _reading(answers: Answers) -> Json:
    plan = answers.plan
    return {
        "files": [file.name for file in plan.files],
        "format": plan.format,
        "preset": plan.preset,
        "columns": {str(field): choice.column for field, choice in plan.columns.items()},
        "day_first": plan.day_first,
        "decimal_mark": plan.decimal_mark,
        "notes": [str(note) for note in answers.notes],
    }


def _sales(answers: Answers) -> Json:
    sums, currency = answers.totals, answers.currency
    average = sums.average_purchase_minor
    return {
        "purchases": sums.purchases,
        "anonymous_purchases": sums.anonymous_purchases,
        "revenue": _money(sums.revenue_minor, currency),
        "anonymous_revenue": _money(sums.anonymous_revenue_minor, currency),
        "returned": _money(sums.returned_minor, currency),
        "anonymous_returned": _money(sums.anonymous_returned_minor, currency),
        "average_purchase": None if average is None else average / 10 ** minor_digits(currency),
    }


def _repeat(answers: Answers) -> Json:
    repeat = answers.repeat
    return {
        "customers": repeat.customers,
        "repeat_customers": repeat.repeat_customers,
        "repeat_customer_rate": repeat.repeat_customer_rate,
        "customers_by_purchases": {str(times): count for times, count in repeat.by_purchases.items()},
        "customers_at_least": {
            str(times): {"customers": found.customers, "rate": found.rate}
            for times, found in repeat.at_least.items()
        },
        "repeat_revenue_share": repeat.repeat_revenue_share,
        "returning_revenue_share": repeat.returning_revenue_share,
        "median_days_between_purchases": repeat.median_days,
    }


def _months(answers: Answers) -> Json:
    return {
        "cohorts": [
            {"month": _month(cohort.month), "size": cohort.size, "active": list(cohort.active)}
            for cohort in answers.cohorts
        ],
        "retention_by_month": [
            {
                "month": _month(month.month),
                "active": month.active,
                "retained": month.retained,
                "rate": month.rate,
            }
            for month in answers.retention
        ],
        "revenue_by_month": [
            {
                "month": _month(month.month),
                "purchases": month.purchases,
                "new": _money(month.new_minor, answers.currency),
                "returning": _money(month.returning_minor, answers.currency),
            }
            for month in answers.months
        ],
    }


def _people(answers: Answers) -> Json:
    currency, found = answers.currency, answers.regulars
    return {
        "rfm": {
            name: {
                "customers": sums.customers,
                "purchases": sums.purchases,
                "revenue": _money(sums.revenue_minor, currency),
            }
            for name, sums in answers.rfm.items()
        },
        "regulars": {
            "count": found.active,
            "revenue": _money(found.active_revenue_minor, currency),
            "customers": [_person(person, currency) for person in answers.best],
        },
        "lapsed_regulars": {
            "count": found.lapsed,
            "revenue_at_stake": _money(found.at_stake_minor, currency),
            "revenue": _money(found.lapsed_revenue_minor, currency),
            "customers": [_person(person, currency) for person in answers.gone],
        },
        "repeat_rate_by": {
            cut: [_group(group, currency) for group in members] for cut, members in answers.groups.items()
        },
    }


def _person(person: Person, currency: str) -> Json:
    return {
        "name": person.name,
        "contact": person.contact,
        "purchase_days": person.purchase_days,
        "median_days_between_purchases": person.median_gap_days,
        "last_day": _day(person.last_day),
        "silence_days": person.silence_days,
        "revenue": _money(person.revenue_minor, currency),
        "revenue_a_year": _money(person.yearly_minor, currency),
    }


def _group(group: Group, currency: str) -> Json:
    band = {
        side: _money(minor, currency)
        for side, minor in (("from", group.from_minor), ("to", group.to_minor))
        if minor is not None
    }
    return {
        "group": group.name,
        **band,
        "customers": group.customers,
        "repeat_customers": group.repeat_customers,
        "rate": group.rate,
        "revenue": _money(group.revenue_minor, currency),
    }


def _money(amount_minor: int, currency: str) -> int | float:
    """The amount as JSON's only kind of number: whole where the currency has no minor unit."""
    amount = to_major(amount_minor, currency)
    return float(amount) if minor_digits(currency) else int(amount)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _month(month: date) -> str:
    return f"{month:%Y-%m}"
