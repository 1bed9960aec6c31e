"""Let a campaign come round: every year or month, so many days before its day, at an hour. Each time is its own issue.

The pattern is a campaign like any other; an issue is a new one that says what the pattern says then, so it has a number
of its own, and with that its own draw of who is held out, its own arms and its own result.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from quen.campaigns.errors import BadCampaign
from quen.campaigns.events import CampaignRepeats
from quen.campaigns.find import held
from quen.campaigns.models import Campaign, Repetition
from quen.campaigns.occasions import WITH_MONTH, Feast, Occasion
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import day_of, shop_timezone

MOST_BEFORE = 60
_MOST_LUNAR_DAY = 30


@dataclass(frozen=True)
class Rhythm:
    """When it comes round: so many days before the occasion, at the beginning of the hour, by the shop's clock."""

    occasion: Occasion
    days_before: int = 0
    hour: int = 9

    def sent_at(self, day: date, zone: ZoneInfo | None = None) -> datetime:
        """When the issue for that day is sent; what the guard holds till morning goes then."""
        return datetime.combine(
            day - timedelta(days=self.days_before), time(self.hour), zone or shop_timezone()
        )

    def next_day(self, at: datetime, zone: ZoneInfo | None = None) -> date:
        """The next day whose issue is still to be sent at that moment."""
        zone = zone or shop_timezone()
        day = self.occasion.next_from(day_of(at, zone))
        while self.sent_at(day, zone) < at:
            day = self.occasion.next_from(day + timedelta(days=1))
        return day


@transaction.atomic
def repeat(*, campaign: int, rhythm: Rhythm, at: datetime, by: Actor) -> Repetition:
    """From now on it comes round so; what was said before is replaced. Raises BadCampaign, NoSuchCampaign."""
    row = held(campaign)
    if row.issue_of_id is not None:
        raise BadCampaign(gettext_noop("This is one issue of a campaign that comes round. Change that one."))
    _check(rhythm)
    found, _is_new = Repetition.objects.update_or_create(
        pattern=row,
        defaults={
            "feast": rhythm.occasion.feast, "month": rhythm.occasion.month, "day": rhythm.occasion.day,
            "days_before": rhythm.days_before, "hour": rhythm.hour, "is_on": True, "changed_at": at, "by": str(by),
        },
    )  # fmt: skip
    emit(CampaignRepeats(at=at, by=by, subject=row.pk, name=row.name, is_on=True))
    return found


@transaction.atomic
def end_repeating(*, campaign: int, at: datetime, by: Actor) -> None:
    """It does not come round any more; issues that are there already stay. Raises NoSuchCampaign."""
    row = held(campaign)
    if Repetition.objects.filter(pattern=row, is_on=True).update(is_on=False, changed_at=at):
        emit(CampaignRepeats(at=at, by=by, subject=row.pk, name=row.name, is_on=False))


def rhythm_of(row: Repetition) -> Rhythm:
    """What was said."""
    return Rhythm(Occasion(Feast(row.feast), row.month, row.day), row.days_before, row.hour)


def repetition_of(row: Campaign) -> Repetition | None:
    """How it comes round; None where it never was told to."""
    found: Repetition | None = getattr(row, "repetition", None)
    return found


def _check(rhythm: Rhythm) -> None:
    occasion = rhythm.occasion
    if not 0 <= rhythm.days_before <= MOST_BEFORE or not 0 <= rhythm.hour <= 23:
        raise BadCampaign(
            gettext_noop("It is sent 0 to %(most)s days before, at an hour from 0 to 23."), most=MOST_BEFORE
        )
    if occasion.feast in WITH_MONTH and not _is_day(occasion):
        raise BadCampaign(gettext_noop("Say which day: its day and month."))
    if occasion.feast == Feast.MONTHLY and not 1 <= occasion.day <= 31:
        raise BadCampaign(gettext_noop("Say which day of the month."))


def _is_day(occasion: Occasion) -> bool:
    if not 1 <= occasion.month <= 12 or occasion.day < 1:
        return False
    if occasion.feast == Feast.OWN_LUNAR:
        return occasion.day <= _MOST_LUNAR_DAY
    try:
        date(
            2024, occasion.month, occasion.day
        )  # a leap year: on 29 February it comes on the 28th of the others
    except ValueError:
        return False
    return True
