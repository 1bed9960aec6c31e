"""Why some stopped coming: asked two months after their last visit, told by a few of those who had really left.

Who left is what the simulation alone knows. Whoever was angry before leaves for that reason; the others for their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Max

from quen.demo.loyalty.luck import chance
from quen.demo.loyalty.moments import midnight
from quen.demo.shop import Shop
from quen.events.happening import Happening
from quen.insight.feedback.leaving import Reason
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.leads.models import Competitor
from quen.people.models import Identity, IdentityKind
from quen.purchases.models import Purchase
from quen.surveys.events import SurveyAnswered, SurveyAsked, SurveyCommented
from quen.surveys.find import newest_version
from quen.surveys.models import Invitation, Response, SurveyVersion, Way
from quen.surveys.ready_made import LEAVING, READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import Band
from quen.surveys.themes.keep import heard_in

_MOST, _ANSWER_OF_HUNDRED = 500, 24
_ASKED_AFTER, _ANGRY_BEFORE, _LONGEST_LINK = timedelta(days=60), timedelta(days=150), timedelta(days=30)
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_OWN_REASONS = (
    Reason.NEED, Reason.NEED, Reason.NEED, Reason.PRICE, Reason.PRICE, Reason.ELSEWHERE, Reason.ELSEWHERE, Reason.OTHER,
)  # fmt: skip
_WHERE = {
    Reason.PRICE: ("{rival} rẻ hơn vài nghìn", ""),
    Reason.ELSEWHERE: ("{rival}, ngay dưới nhà", "Tôi đặt {rival} giao tận nơi"),
}
_BACK = {
    Reason.SERVICE: ("Đừng để khách phải chờ như lần cuối", "Nhân viên xin lỗi một câu là được", ""),
    Reason.PRICE: ("Có phiếu giảm giá thì tôi ghé lại", ""),
    Reason.NEED: ("Tôi chuyển sang tỉnh khác rồi", ""),
    Reason.ELSEWHERE: ("Giao hàng nhanh hơn", ""),
}


class _Gone(NamedTuple):
    customer: int
    last_at: datetime


def say_goodbye(shop: Shop, *, seed: int, now: datetime, rivals: Sequence[Competitor]) -> list[Happening]:
    """Write the survey, whom it was sent to and what came back; the events are the caller's to write."""
    ready = READY_MADE["goodbye"]
    survey = make_survey(name=str(ready.name), form=ready.form, at=midnight(shop.first_day), by=SYSTEM)
    gone = [one for one in _gone(shop) if one.last_at + _ASKED_AFTER < now]
    gone = gone[:: -(-len(gone) // _MOST) or 1]
    asked = [
        Invitation(
            survey=survey, customer_id=one.customer, way=Way.EMAIL, key=f"demo-goodbye:{one.customer}",
            asked_at=one.last_at + _ASKED_AFTER, ends_at=one.last_at + _ASKED_AFTER + _LONGEST_LINK,
            asked_by=str(SYSTEM), is_answered=_answered_at(seed, one) < now and _answers(seed, one),
        )
        for one in gone
    ]  # fmt: skip
    Invitation.objects.bulk_create(asked)
    angry, version = _angry(one.customer for one in gone), newest_version(survey)
    answers = [
        _answer(seed, version, row.pk, one, _reason(seed, one, angry), rivals)
        for row, one in zip(asked, gone, strict=True)
        if row.is_answered
    ]
    Response.objects.bulk_create(answers)
    told: list[Happening] = [
        SurveyAsked(at=row.asked_at, by=SYSTEM, customer=row.customer_id, subject=row.pk, survey=survey.name,
                    way=row.way)
        for row in asked
    ]  # fmt: skip
    return told + [event for row in answers for event in _story(row)]


def _gone(shop: Shop) -> list[_Gone]:
    """Who left for good, can be written to, and bought once at least; by whoever left first."""
    left: dict[str, date] = {
        row["code"]: row["dropped_on"]
        for row in shop.truth.select(["code", "dropped_on"]).to_pylist()
        if row["dropped_on"]
    }
    codes = Identity.objects.filter(kind=IdentityKind.CODE, customer__root=None, customer__is_internal=False)
    codes = codes.filter(
        customer__in=Identity.objects.filter(kind=IdentityKind.EMAIL).values("customer"), value__in=list(left)
    )
    known = dict(codes.values_list("customer", "value"))
    last = (
        Purchase.objects.filter(customer__in=list(known)).values_list("customer").annotate(Max("bought_at"))
    )
    rows = [
        _Gone(customer, at)
        for customer, at in last
        if customer is not None and at < midnight(left[known[customer]] + timedelta(days=1))
    ]
    return sorted(rows, key=lambda one: (one.last_at, one.customer))


def _answers(seed: int, one: _Gone) -> bool:
    return chance(f"{seed} goodbye {one.customer}", 100) < _ANSWER_OF_HUNDRED


def _answered_at(seed: int, one: _Gone) -> datetime:
    return one.last_at + _ASKED_AFTER + _HOUR * (1 + chance(f"{seed} goodbye at {one.customer}", 140))


def _angry(customers: Iterable[int]) -> Mapping[int, datetime]:
    """When who gave a low score gave the last one."""
    low = Response.objects.filter(customer__in=list(customers), band=Band.LOW)
    found = low.values_list("customer").annotate(Max("answered_at"))
    return {customer: at for customer, at in found if customer is not None}


def _reason(seed: int, one: _Gone, angry: Mapping[int, datetime]) -> Reason:
    at = angry.get(one.customer)
    if at is not None and at > one.last_at - _ANGRY_BEFORE:
        return Reason.SERVICE
    return _OWN_REASONS[chance(f"{seed} leaves {one.customer}", len(_OWN_REASONS))]


def _answer(
    seed: int, version: SurveyVersion, asked: int, one: _Gone, reason: Reason, rivals: Sequence[Competitor]
) -> Response:
    word = f"{seed} goodbye words {one.customer}"
    where, back = (
        texts[chance(f"{word} {name}", len(texts))]
        for name, texts in (("where", _WHERE.get(reason, ("",))), ("back", _BACK.get(reason, ("",))))
    )
    where = where.format(rival=rivals[chance(f"{word} rival", len(rivals))].name)
    said = {key: words for key, words in (("where", where), ("back", back)) if words}
    at = _answered_at(seed, one)
    return Response(
        survey=version.survey, version=version, key=f"invitation:{asked}", customer_id=one.customer, way=Way.EMAIL,
        answers={LEAVING: [reason.value], **said}, answered_at=at, completed_at=at + _MINUTE,
        **heard_in("\n".join(said.values())),
    )  # fmt: skip


def _story(row: Response) -> list[Happening]:
    by = Actor(ActorKind.MEMBER, row.customer_id)
    survey, kind = row.survey.name, row.survey.kind
    told: list[Happening] = [
        SurveyAnswered(at=row.answered_at, by=by, customer=row.customer_id, subject=row.pk, survey=survey,
                       survey_kind=kind, score=None, is_low=False, band="", comment="")
    ]  # fmt: skip
    if row.words:
        told.append(
            SurveyCommented(at=row.answered_at + _MINUTE, by=by, customer=row.customer_id, subject=row.pk,
                            survey=survey, survey_kind=kind, score=None, is_low=False, comment=row.words)
        )  # fmt: skip
    return told
