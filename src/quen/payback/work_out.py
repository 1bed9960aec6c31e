"""Work the months out and keep them, so that whoever opens the page reads one row."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from quen.payback.brought import Brought, brought
from quen.payback.models import Reckoning
from quen.payback.span import months_over
from quen.payback.spent import Spent, spent
from quen.shops.clock import day_of, shop_timezone


def keep_fresh(*, at: datetime) -> bool:
    """The worker's round: work them out once a day; whether it was time."""
    if Reckoning.objects.filter(pk=1, on_day=day_of(at)).exists():
        return False
    work_out(at=at)
    return True


@transaction.atomic
def work_out(*, at: datetime) -> Reckoning:
    """Write the last months anew, as far back as anything was spent or brought."""
    zone = shop_timezone()
    today = day_of(at, zone)
    spans = months_over(today=today, zone=zone)
    costs, (gains, together) = spent(spans), brought(spans)
    begun = [place for place, _span in enumerate(spans) if _is_any(costs[place], gains[place])]
    rows = [
        _row(spans[place].first_day, costs[place], gains[place])
        for place in range(begun[0] if begun else len(spans), len(spans))
    ]
    whole = Spent(*(sum(each) for each in zip(*map(_parts, costs), strict=True)))
    kept = {"months": rows[::-1], "together": _row(spans[0].first_day, whole, together) if rows else None}
    return Reckoning.objects.update_or_create(
        pk=1, defaults={"on_day": today, "worked_out_at": at, "spans": kept}
    )[0]


def _parts(costs: Spent) -> tuple[int, int, int]:
    return costs.messages_minor, costs.vouchers_minor, costs.points_minor


def _is_any(costs: Spent, gains: Brought) -> bool:
    return costs.all_minor > 0 or gains.told + gains.untold > 0


def _row(first_day: date, costs: Spent, gains: Brought) -> dict[str, Any]:
    messages, vouchers, points = _parts(costs)
    margin = gains.margin
    return {
        "first_day": first_day.isoformat(), "messages": messages, "vouchers": vouchers, "points": points,
        "told": gains.told, "untold": gains.untold, "written_to": gains.written_to,
        "brought": round(margin.difference) if margin else None,
        "low": round(margin.low) if margin else None, "high": round(margin.high) if margin else None,
    }  # fmt: skip
