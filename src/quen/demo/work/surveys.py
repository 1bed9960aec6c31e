"""Two years of answers: by receipts, by links in e-mails that most did not follow, from posters, and from the staff."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models.functions import Mod

from quen.demo.loyalty.luck import chance
from quen.demo.work.heard import hear_more
from quen.demo.work.opinions import OF_BAND, OF_STAFF
from quen.enrolment.models import Member
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from quen.surveys.events import SurveyAnswered, SurveyAsked, SurveyCommented
from quen.surveys.find import newest_version
from quen.surveys.models import AskingRule, Invitation, Occasion, Response, Survey, SurveyVersion, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import SCALES, Band, QuestionKind
from quen.surveys.themes.keep import heard_in

_ASKED, _RECEIPTS, _POSTERS, _OF_STAFF = 1_300, 700, 300, 34
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_LONGEST_LINK = timedelta(days=30)


class _Sale(NamedTuple):
    pk: int
    customer: int
    store: int
    staff: str
    at: datetime


def make_surveys(*, seed: int, begins: datetime, now: datetime) -> list[Happening]:
    """Write surveys, invitations and answers; the events of the answers are the caller's to write."""
    nps, stars, staff = (
        make_survey(name=str(READY_MADE[key].name), form=READY_MADE[key].form, audience=READY_MADE[key].audience,
                    at=begins, by=SYSTEM)
        for key in ("nps", "stars", "enps")
    )  # fmt: skip
    AskingRule.objects.bulk_create(
        AskingRule(survey=stars, occasion=occasion, sample_percent=share, made_at=begins, made_by=str(SYSTEM))
        for occasion, share in ((Occasion.RECEIPT, 100), (Occasion.MEMBER_PAGE, 30))
    )
    sales = _sales(now)
    if not sales:
        return []
    tiers = dict(Member.objects.values_list("pk", "tier"))
    asked = _asked(seed, nps, sales[:: -(-len(sales) // _ASKED)])
    answers = [
        *_followed(seed, nps, asked, tiers, now),
        *_by_receipt(seed, stars, sales[1 :: -(-len(sales) // _RECEIPTS)], tiers),
        *_by_poster(seed, nps, begins, now),
    ]
    # What staff answered is told nowhere.
    Response.objects.bulk_create([*answers, *_of_staff(seed, staff, begins, now)], batch_size=5_000)
    told: list[Happening] = [
        SurveyAsked(at=row.asked_at, by=SYSTEM, customer=row.customer_id, store=row.store_id, subject=row.pk,
                    survey=nps.name, way=row.way)
        for row, _sale in asked
    ]  # fmt: skip
    more, changed = hear_more(seed=seed, begins=begins, now=now)
    return told + [event for row in (*answers, *more) for event in _story(row)] + changed


def _sales(now: datetime) -> list[_Sale]:
    """Every seventh sale to a known customer, oldest first."""
    insiders = set(Customer.objects.filter(is_internal=True).values_list("pk", flat=True))
    rows = Purchase.objects.filter(customer__isnull=False, bought_at__lt=now - 6 * _HOUR).order_by(
        "bought_at", "pk"
    )
    some = rows.annotate(rest=Mod("pk", 7)).filter(rest=0)
    found = some.values_list("pk", "customer", "store", "staff_name", "bought_at")
    return [_Sale(*row) for row in found if row[1] not in insiders]


def _asked(seed: int, survey: Survey, sales: Sequence[_Sale]) -> list[tuple[Invitation, _Sale]]:
    pairs = [
        (
            Invitation(
                survey=survey, customer_id=sale.customer, way=Way.EMAIL, purchase_id=sale.pk, store_id=sale.store,
                key=f"demo:{sale.pk}", asked_at=sale.at + 3 * _HOUR, ends_at=sale.at + _LONGEST_LINK,
                asked_by=str(SYSTEM), is_answered=_follows(seed, sale),
            ),
            sale,
        )
        for sale in sales
    ]  # fmt: skip
    Invitation.objects.bulk_create([row for row, _sale in pairs], batch_size=5_000)
    return pairs


def _follows(seed: int, sale: _Sale) -> bool:
    """About a quarter, more of those whose number is even: nothing a shop could know, as in life."""
    return chance(f"{seed} follows {sale.pk}", 100) < (32 if sale.customer % 2 else 19)


def _followed(
    seed: int, survey: Survey, asked: Sequence[tuple[Invitation, _Sale]], tiers: dict[int, str], now: datetime
) -> list[Response]:
    version = newest_version(survey)
    latest = now - _MINUTE
    return [
        _answer(seed, version, f"invitation:{row.pk}", Way.EMAIL,
                min(row.asked_at + _MINUTE * (5 + chance(f"{seed} later {sale.pk}", 2_000)), latest),
                customer=sale.customer, sale=sale, tier=tiers.get(sale.customer) or "")
        for row, sale in asked
        if row.is_answered
    ]  # fmt: skip


def _by_receipt(seed: int, survey: Survey, sales: Sequence[_Sale], tiers: dict[int, str]) -> list[Response]:
    version = newest_version(survey)
    return [
        _answer(seed, version, f"receipt:{survey.pk}:{sale.pk}", Way.RECEIPT, sale.at + _MINUTE * 4,
                customer=sale.customer, sale=sale, tier=tiers.get(sale.customer) or "")
        for sale in sales
    ]  # fmt: skip


def _by_poster(seed: int, survey: Survey, begins: datetime, now: datetime) -> list[Response]:
    version = newest_version(survey)
    stores = list(Store.objects.order_by("pk").values_list("pk", flat=True))
    step = (now - begins) / (_POSTERS + 2)
    return [
        _answer(seed, version, f"poster:demo {number}", Way.POSTER, begins + step * (number + 1),
                store=stores[chance(f"{seed} poster {number}", len(stores))])
        for number in range(_POSTERS)
    ]  # fmt: skip


def _of_staff(seed: int, survey: Survey, begins: datetime, now: datetime) -> list[Response]:
    version = newest_version(survey)
    answers = []
    for number in range(_OF_STAFF):
        at = begins + (now - begins) * (number + 1) / (_OF_STAFF + 2)
        row = _answer(seed, version, f"poster:staff {number}", Way.POSTER, at)
        row.words = OF_STAFF[chance(f"{seed} staff {number}", len(OF_STAFF))]
        row.answers = {"score": row.score, **({"better": row.words} if row.words else {})}
        answers.append(row)
    return answers


def _answer(
    seed: int, version: SurveyVersion, key: str, way: Way, at: datetime, *, customer: int | None = None,
    store: int | None = None, sale: _Sale | None = None, tier: str = "",
) -> Response:  # fmt: skip
    word = f"{seed} answer {key}"
    place = (sale.store if sale else store) or 0
    band = _band(word, place)
    scale = SCALES[QuestionKind(version.survey.kind)]
    scores = [score for score in scale.scores if scale.band(score) == band]
    said, taps = OF_BAND[band][chance(f"{word} says", len(OF_BAND[band]))]
    more: dict[str, object] = {"reasons": list(taps)} if taps and band != Band.HIGH else {}
    if said:
        more["liked" if band == Band.HIGH else "better"] = said
    score = scores[-1 - chance(f"{word} score", min(len(scores), 4))]
    return Response(
        survey=version.survey, version=version, key=key, customer_id=customer, way=way,
        purchase_id=sale.pk if sale else None, store_id=place or None, staff_name=sale.staff if sale else "", tier=tier,
        score=score, band=band, answers={"score": score, **more}, answered_at=at, **heard_in(said),
        completed_at=at + _MINUTE if said or taps or chance(f"{word} done", 3) else None,
    )  # fmt: skip


def _band(word: str, store: int) -> Band:
    """At one store in four more goes wrong than elsewhere."""
    drawn, low = chance(f"{word} band", 100), 24 if store % 4 == 2 else 13
    return Band.LOW if drawn < low else Band.MIDDLE if drawn < low + 27 else Band.HIGH


def _story(row: Response) -> list[Happening]:
    by = Actor(ActorKind.MEMBER, row.customer_id)
    whose: dict[str, Any] = {"customer": row.customer_id, "store": row.store_id, "subject": row.pk,
                             "product": str(row.product or "")}  # fmt: skip
    told: list[Happening] = [
        SurveyAnswered(
            at=row.answered_at, by=by, survey=row.survey.name, survey_kind=row.survey.kind, score=row.score,
            is_low=row.band == Band.LOW, band=row.band, comment="", **whose,
        )
    ]  # fmt: skip
    if row.words:
        told.append(
            SurveyCommented(
                at=row.answered_at + _MINUTE, by=by, survey=row.survey.name, survey_kind=row.survey.kind,
                score=row.score, is_low=row.band == Band.LOW, comment=row.words, **whose,
            )
        )  # fmt: skip
    return told
