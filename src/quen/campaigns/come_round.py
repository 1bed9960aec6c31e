"""Make the issues of campaigns that come round: some days ahead, so that a second person has time to say yes."""

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from quen.campaigns.decide import ask
from quen.campaigns.estimate import estimate
from quen.campaigns.models import Campaign, Repetition
from quen.campaigns.plan import make_campaign, plan_of
from quen.campaigns.repeat import rhythm_of
from quen.kernel.actor import Actor, ActorKind
from quen.kernel.errors import QuenError

log = logging.getLogger("quen.campaigns")
AHEAD = timedelta(days=7)


def come_round(*, at: datetime) -> int:
    """Make every issue that is sent within the next days and is not there yet; how many.

    One that cannot be made (its template is gone) stays away: the pattern's page says why. Up to the owner's size it is
    approved at once, above it waits for a second person.
    """
    made = 0
    for row in Repetition.objects.filter(is_on=True).order_by("pk"):
        rhythm = rhythm_of(row)
        day = rhythm.next_day(at)
        if rhythm.sent_at(day) - at > AHEAD or Campaign.objects.filter(issue_of=row, issue_day=day).exists():
            continue
        made += _made(row, day, at)
    return made


def _made(row: Repetition, day: date, at: datetime) -> bool:
    try:
        _issue(row.pk, day, at)
    except QuenError as error:
        log.warning("campaign %s does not come round for %s: %s", row.pattern_id, day, error)
        Repetition.objects.filter(pk=row.pk).update(fault=str(error)[:300])
        return False
    return True


@transaction.atomic
def _issue(repetition: int, day: date, at: datetime) -> None:
    """The lock on the row keeps two workers from making one issue each; a constraint says so besides."""
    row = Repetition.objects.select_for_update().get(pk=repetition)
    if Campaign.objects.filter(issue_of=row, issue_day=day).exists():
        return
    plan, by, rhythm = plan_of(row.pattern_id), _who(row.by), rhythm_of(row)
    name = f"{plan.name[:106]} {day:%d/%m/%Y}"
    ends_on = max(day, rhythm.sent_at(day).date())
    issue = make_campaign(
        replace(plan, name=name, starts_at=rhythm.sent_at(day), ends_on=ends_on), at=at, by=by
    )
    Campaign.objects.filter(pk=issue.pk).update(issue_of=row, issue_day=day)
    estimate(campaign=issue.pk, at=at)
    ask(campaign=issue.pk, at=at, by=by)
    row.fault = ""
    row.save(update_fields=["fault"])


def _who(said: str) -> Actor:
    """Whoever let it come round asks for each issue, so somebody else has to say yes to a large one."""
    kind, _colon, number = said.partition(":")
    return Actor(ActorKind(kind), int(number) if number else None)
