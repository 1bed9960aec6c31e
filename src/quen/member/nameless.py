"""The voucher of an answer without a name: its code goes to the phone that answered, and is kept nowhere else."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from quen.member.cookie import member_here
from quen.member.limits import may_give_again
from quen.surveys.answer import STAYS_OPEN
from quen.surveys.models import Response, RewardKind, Way
from quen.surveys.reward import RESTS, reward_nameless

_CODE, _HAD = "quen_survey_code", "quen_survey_had"
_SALT = "quen.member.nameless"


def give(request: HttpRequest, onward: HttpResponseBase, row: Response, *, at: datetime) -> None:
    """Put the code of a completed answer's voucher on `onward`, once for an answer.

    A poster may be answered as often as one likes: there it is once in thirty days for a phone, and so often a day for
    an address.
    """
    is_over = row.completed_at is not None and row.rewarded_at is None
    if not is_over or row.customer_id is not None or row.survey.reward != RewardKind.VOUCHER:
        return
    is_poster, had = row.way == Way.POSTER, f"{_HAD}_{row.survey_id}"
    if is_poster and request.get_signed_cookie(had, None, salt=_SALT, max_age=RESTS):
        return
    if is_poster and not may_give_again(address=member_here(request).address, at=at):
        return
    code = reward_nameless(response=row.pk, at=at)
    if not code:
        return
    _keep(onward, _CODE, f"{row.pk}:{code}", seconds=int(STAYS_OPEN.total_seconds()))
    _keep(onward, had, "1", seconds=int(RESTS.total_seconds()))


def code_here(request: HttpRequest, row: Response) -> str:
    """The code of this answer's voucher, where this phone has it."""
    kept = request.get_signed_cookie(_CODE, "", salt=_SALT, max_age=STAYS_OPEN) or ""
    answer, _colon, code = kept.partition(":")
    return code if answer == str(row.pk) else ""


def _keep(onward: HttpResponseBase, name: str, value: str, *, seconds: int) -> None:
    onward.set_signed_cookie(
        name, value, salt=_SALT, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        path="/m/s/",
    )  # fmt: skip
