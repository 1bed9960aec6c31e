"""What answering to the end brings: the same for everybody who answers, whatever they say.

Without a name there are no points and no entry in a draw, which need somebody's account; a voucher there is, whose
code the answer does not keep.
"""

from datetime import datetime, timedelta

from django.db import transaction

from quen.draws.add_entry import add_entry
from quen.draws.models import Draw, State
from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.people.find import group_of, root_held
from quen.points.earn import earn
from quen.shops.clock import day_of, start_of
from quen.shops.history import change
from quen.surveys.errors import BadSurvey
from quen.surveys.find import survey_numbered
from quen.surveys.models import Audience, Response, RewardKind, Survey, Way
from quen.vouchers.hand_out import hand_out
from quen.vouchers.issue import issue
from quen.vouchers.models import VoucherKind

MOST_POINTS = 100_000
RESTS = timedelta(days=30)
"""Nobody is rewarded for one survey twice within so long, however many posters she answers."""


@transaction.atomic
def set_reward(
    *, survey: int, kind: RewardKind, by: Actor, points: int | None = None, voucher: str = "", draw: int | None = None
) -> Survey:  # fmt: skip
    """What whoever answers to the end is given from now on, with its history. Raises NoSuchSurvey, BadSurvey."""
    row = survey_numbered(survey, is_held=True)
    if kind and row.is_anonymous and (kind != RewardKind.VOUCHER or row.audience == Audience.STAFF):
        raise BadSurvey(gettext_noop("Who answers without a name can be given a voucher, and nothing else."))
    if kind == RewardKind.POINTS and not 1 <= (points or 0) <= MOST_POINTS:
        raise BadSurvey(gettext_noop("Give 1 to %(most)s points."), most=MOST_POINTS)
    if kind == RewardKind.VOUCHER and not VoucherKind.objects.filter(key=voucher, stopped_at=None).exists():
        raise BadSurvey(gettext_noop("Choose a voucher that is still issued."))
    if kind == RewardKind.DRAW and not Draw.objects.filter(pk=draw or 0, state=State.OPEN).exists():
        raise BadSurvey(gettext_noop("Choose a draw that takes entries."))
    facts = {
        "reward": kind.value,
        "reward_points": points if kind == RewardKind.POINTS else None,
        "reward_voucher": voucher if kind == RewardKind.VOUCHER else "",
        "reward_draw": draw if kind == RewardKind.DRAW else None,
    }
    change(row, facts, of=f"survey.{row.pk}", by=by)
    return row


def reward(response: Response, *, at: datetime) -> str:
    """Give it for an answer just completed, once; what was given, empty where nothing could be.

    A draw that closed or a voucher no longer issued costs nobody her answer: there is nothing to give then.
    """
    survey = response.survey
    if not survey.reward or response.customer_id is None or response.rewarded_at is not None:
        return ""
    root = root_held(response.customer_id)
    lately = Response.objects.filter(survey=survey, customer__in=group_of(root), rewarded_at__gt=at - RESTS)
    if lately.exists():
        return ""
    try:
        with transaction.atomic():
            given = _given(response, root, at=at)
    except QuenError:
        return ""
    if given:
        response.reward, response.rewarded_at = given, at
        response.save(update_fields=["reward", "rewarded_at"])
    return given


@transaction.atomic
def reward_nameless(*, response: int, at: datetime) -> str:
    """The code of a voucher for a completed answer without a name, once; empty where none is due.

    The answer keeps that there was one and not which: whoever uses it with her card is not found by it. The shop's own
    tablet gives none, because the next person reads it.
    """
    row = Response.objects.select_for_update(of=("self",)).select_related("survey").get(pk=response)
    is_due = row.customer_id is None and row.completed_at is not None and row.rewarded_at is None
    if not is_due or row.survey.reward != RewardKind.VOUCHER or row.way == Way.TABLET:
        return ""
    try:
        with transaction.atomic():
            voucher = hand_out(kind=row.survey.reward_voucher, source=f"survey:{row.survey_id}", at=at)
    except QuenError:
        return ""
    row.reward, row.rewarded_at = f"{RewardKind.VOUCHER}:", at
    row.save(update_fields=["reward", "rewarded_at"])
    return voucher.code


def _given(response: Response, root: int, *, at: datetime) -> str:
    survey, key = response.survey, f"survey:{response.survey_id}:{response.pk}"
    if survey.reward == RewardKind.POINTS:
        if not Member.objects.filter(pk=root, left_at=None).exists():
            return ""
        day = day_of(at)
        programme = version_in_force(day)
        ends = programme.expiry.expires_on(day) if programme else None
        earn(
            customer=root, points=survey.reward_points or 0, at=at, expires_at=start_of(ends) if ends else None,
            version=programme.version if programme else None, reason=survey.name, key=key, by=SYSTEM,
        )  # fmt: skip
        return f"points:{survey.reward_points}"
    if survey.reward == RewardKind.VOUCHER:
        voucher = issue(
            kind=survey.reward_voucher, customer=root, source=f"survey:{survey.pk}", at=at, key=key, by=SYSTEM
        )
        return f"voucher:{voucher.code}"
    add_entry(draw=survey.reward_draw or 0, customer=root, source=key, at=at, by=SYSTEM)
    return f"draw:{survey.reward_draw}"
