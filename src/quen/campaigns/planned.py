"""What is planned: issues and campaigns with a day, and the days on which something will come round."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from quen.campaigns.models import Campaign, CampaignState, Repetition
from quen.campaigns.occasions import NAMED, Feast, Occasion
from quen.campaigns.repeat import rhythm_of
from quen.shops.clock import day_of, shop_timezone

_STILL = (CampaignState.DRAFT, CampaignState.WAITING, CampaignState.APPROVED)


@dataclass(frozen=True)
class Planned:
    """One entry: when it is sent (None: nothing is planned for that feast), for which day.

    `campaign`: the campaign itself, or the pattern of one that will come round.
    """

    day: date
    sent_at: datetime | None
    feast: Feast | None
    campaign: Campaign | None
    is_made: bool


def planned(*, at: datetime, days: int = 365) -> list[Planned]:
    """Everything until then, by day. Four queries."""
    zone = shop_timezone()
    until = day_of(at, zone) + timedelta(days=days)
    found = [*_made(at, until, zone), *_coming(at, until, zone)]
    taken = {(each.feast, each.day) for each in found}
    found += [
        Planned(day, None, feast, None, is_made=False)
        for feast in NAMED
        for year in range(day_of(at, zone).year, until.year + 1)
        for day in Occasion(feast).days_of(year)
        if day_of(at, zone) <= day <= until and (feast, day) not in taken
    ]
    return sorted(
        found, key=lambda each: (day_of(each.sent_at, zone) if each.sent_at else each.day, each.day)
    )


def _made(at: datetime, until: date, zone: ZoneInfo) -> Iterator[Planned]:
    rows = Campaign.objects.filter(state__in=_STILL, starts_at__gte=at, repetition=None)
    for row in rows.select_related("issue_of").order_by("starts_at"):
        assert row.starts_at is not None
        if day_of(row.starts_at, zone) <= until:
            feast = Feast(row.issue_of.feast) if row.issue_of else None
            yield Planned(
                row.issue_day or day_of(row.starts_at, zone), row.starts_at, feast, row, is_made=True
            )


def _coming(at: datetime, until: date, zone: ZoneInfo) -> Iterator[Planned]:
    made = set(Campaign.objects.exclude(issue_of=None).values_list("issue_of", "issue_day"))
    for row in Repetition.objects.filter(is_on=True).select_related("pattern"):
        rhythm = rhythm_of(row)
        day = rhythm.next_day(at, zone)
        while day_of(rhythm.sent_at(day, zone), zone) <= until:
            if (row.pk, day) not in made:
                yield Planned(day, rhythm.sent_at(day, zone), Feast(row.feast), row.pattern, is_made=False)
            day = rhythm.occasion.next_from(day + timedelta(days=1))
