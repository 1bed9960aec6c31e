"""The daily round of tiers: judge those whose day has come, warn those who would lose theirs soon."""

import json
from datetime import date, datetime, timedelta
from functools import cache

from django.db import connection, transaction

from quen.enrolment.counters import to_json
from quen.enrolment.models import Member
from quen.enrolment.versions import programme_of, version_in_force
from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM
from quen.programme import Programme
from quen.shops.clock import day_of
from quen.tiers.events import TierMoved, TierWarned
from quen.tiers.models import TierWarning
from quen.tiers.standing import Standing, standing_of

_AT_ONCE = 200
_WRITE = """
UPDATE enrolment_member AS member
SET counters = judged.counters, version = judged.version, tier = judged.tier, tier_until = judged.tier_until,
    turn = turn + 1
FROM jsonb_to_recordset(%s::jsonb) AS judged (member bigint, counters jsonb, version int, tier text, tier_until date)
WHERE member.customer_id = judged.member
"""


def judge_due(*, at: datetime, most: int | None = None) -> int:
    """Settle every member whose tier is to be judged by that moment's day at the shop; how many there were.

    One transaction for two hundred members; run again it finds nobody. A member who is at a till this moment is left
    for the next round. `most`: stop after about so many.
    """
    day, judged = day_of(at), 0
    programme = version_in_force(day)
    while most is None or judged < most:
        done = _judge_some(programme, day, at)
        if not done:
            break
        judged += done
    return judged


def warn_due(*, at: datetime) -> int:
    """Tell members who would lose their tier within the programme's days of warning, once for each day of judgement;
    how many were told.
    """
    day = day_of(at)
    programme = version_in_force(day)
    if programme is None or programme.tiers is None or not programme.tiers.warn_days:
        return 0
    until, last, warned = day + timedelta(days=programme.tiers.warn_days), 0, 0
    while members := list(
        Member.objects.filter(tier_until__gt=day, tier_until__lte=until, left_at=None, pk__gt=last)
        .order_by("pk")[:_AT_ONCE]
    ):  # fmt: skip
        warned += _warn(members, programme, day, at)
        last = members[-1].pk
    return warned


@transaction.atomic
def _judge_some(programme: Programme | None, day: date, at: datetime) -> int:
    due = (
        Member.objects.select_for_update(skip_locked=True).filter(tier_until__lte=day).order_by("tier_until")
    )
    members, version = list(due[:_AT_ONCE]), cache(programme_of)
    now = {
        member.pk: standing_of(member, day=day, in_force=programme, version=version) if programme else None
        for member in members
    }
    moved = [told for member in members if (told := _judge(member, now[member.pk], at))]
    if members:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [json.dumps([_row(member) for member in members])])
    emit_all(moved)
    return len(members)


def _judge(member: Member, now: Standing | None, at: datetime) -> TierMoved | None:
    """The tier she holds now, with her counters under the version in force; what is to be told where it is another."""
    before = member.tier
    if now is None:  # no tiers any more: nothing to judge until there are
        member.tier_until = None
        return None
    member.counters = to_json(now.state._replace(tier=now.held))
    member.version, member.tier, member.tier_until = now.programme.version, now.key, now.review_day
    if now.key == before:
        return None
    return TierMoved(at=at, by=SYSTEM, customer=member.pk, before=before, after=now.key, name=now.name)


def _row(member: Member) -> dict[str, object]:
    until = member.tier_until
    return {
        "member": member.pk, "counters": member.counters, "version": member.version, "tier": member.tier,
        "tier_until": until.isoformat() if until else None,
    }  # fmt: skip


@transaction.atomic
def _warn(members: list[Member], programme: Programme, day: date, at: datetime) -> int:
    told = set(
        TierWarning.objects.filter(customer__in=[member.pk for member in members]).values_list(
            "customer", "due_on"
        )
    )
    version = cache(programme_of)
    losing = [
        (member, now)
        for member in members
        if (member.pk, member.tier_until) not in told
        and (now := standing_of(member, day=day, in_force=programme, version=version)) is not None
        and now.key != now.ladder.lowest
        and now.missing
    ]
    TierWarning.objects.bulk_create(
        TierWarning(customer_id=member.pk, due_on=now.review_day, warned_at=at) for member, now in losing
    )
    emit_all(
        TierWarned(
            at=at, by=SYSTEM, customer=member.pk, tier=now.key, name=now.name, falls_to=now.falls_to,
            due_on=now.review_day.isoformat(), missing=now.missing, measure=now.ladder.tiers.by,
        )
        for member, now in losing
    )  # fmt: skip
    return len(losing)
