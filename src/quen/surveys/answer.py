"""Somebody answers: the first tap is kept at once, the rest is added to it."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict

from django.db import transaction

from quen.enrolment.models import Member
from quen.events.emit import emit
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.purchases.models import Purchase
from quen.surveys.answers import Given, checked, words_of
from quen.surveys.ask import LASTS
from quen.surveys.errors import BadAnswer, NoSuchResponse, SurveyLinkRefused
from quen.surveys.events import SurveyAnswered, SurveyCommented, SurveyRevised
from quen.surveys.find import form_of, newest_version, open_survey
from quen.surveys.form import SurveyForm
from quen.surveys.links import OfInvitation, OfPoster, OfReceipt, OfTablet
from quen.surveys.models import Audience, Invitation, Response, Survey, Way
from quen.surveys.products import name_of, product_of
from quen.surveys.reward import reward
from quen.surveys.scales import Band
from quen.surveys.themes.keep import heard_in

STAYS_OPEN = timedelta(hours=24)
"""How long more may be added to an answer."""

AskedBy = OfInvitation | OfPoster | OfReceipt | OfTablet


@dataclass(frozen=True)
class About:
    """Whose answer it is and what about, as the link says."""

    survey: Survey
    key: str
    way: Way
    customer: int | None = None
    purchase: Purchase | None = None
    store: int | None = None
    product: int | None = None


@transaction.atomic
def answer(
    *, asked: AskedBy, given: Given, key: str, at: datetime, by: Actor, without_name: bool = False,
    customer: int | None = None, language: str = "vi",
) -> Response:  # fmt: skip
    """Keep the first answer. Who taps twice, or sends the same `key` again, answers once.

    `customer` is whom a poster's link was opened by, where her phone says so. Without her name nothing is kept by which
    she could be found. Raises SurveyLinkRefused, SurveyClosed, NoSuchSurvey, BadAnswer.
    """
    about = _about(asked, key=key, customer=customer, at=at, without_name=without_name)
    if (before := Response.objects.filter(key=about.key).first()) is not None:
        return before
    version = newest_version(about.survey)
    form = form_of(version)
    said = checked(form.first, given.get(form.first.key, ()))
    if said is None:
        raise BadAnswer(gettext_noop("Tap an answer first."))
    score = said if isinstance(said, int) else None
    band, answers = form.band(score), {form.first.key: said}
    row, is_new = Response.objects.get_or_create(
        key=about.key,
        defaults={
            "survey": about.survey, "version": version, "customer_id": about.customer, "way": about.way,
            "purchase": about.purchase, "product_id": about.product,
            "store_id": about.store, "staff_name": about.purchase.staff_name if about.purchase else "",
            "tier": _tier_of(about.customer), "score": score, "band": band or "", "answers": answers,
            **heard_in(words_of(form.questions, answers)), "language": language[:2], "answered_at": at,
            "completed_at": None if form.following(band) else at,
        },
    )  # fmt: skip
    if is_new:
        _tell(row, SurveyAnswered(**_told(row, at, by), band=row.band, comment=row.words))
        if row.completed_at is not None:
            reward(row, at=at)
    return row


@transaction.atomic
def say_more(*, response: int, given: Given, at: datetime, by: Actor, is_done: bool = True) -> Response:
    """Add to an answer what else was said; what is left out stays as it was. Raises NoSuchResponse, BadAnswer."""
    row = response_held(response, at=at)
    form = form_of(row.version)
    band = Band(row.band) if row.band else None
    said = {
        question.key: value
        for question in form.following(band)
        if (value := checked(question, given.get(question.key, ()))) is not None
    }
    is_more = any(row.answers.get(name) != value for name, value in said.items())
    row.answers = {**row.answers, **said}
    _hear(row, form)
    if is_done and row.completed_at is None:
        row.completed_at = at
    row.save(update_fields=["answers", "words", "themes", "themes_read_by", "completed_at"])
    if is_more:
        _tell(row, SurveyCommented(**_told(row, at, by), comment=_comment(form, row)))
    if is_done:
        reward(row, at=at)
    return row


@transaction.atomic
def revise(*, response: int, given: Given, at: datetime, by: Actor) -> Response:
    """Another first answer, as long as more may be added: a thumb slips. Raises NoSuchResponse, BadAnswer."""
    row = response_held(response, at=at)
    form = form_of(row.version)
    said = checked(form.first, given.get(form.first.key, ()))
    if said is None:
        raise BadAnswer(gettext_noop("Tap an answer first."))
    if said == row.answers.get(form.first.key):
        return row
    before = row.score
    row.score = said if isinstance(said, int) else None
    row.band = form.band(row.score) or ""
    row.answers = {**row.answers, form.first.key: said}
    _hear(row, form)
    row.save(update_fields=["score", "band", "answers", "words", "themes", "themes_read_by"])
    _tell(row, SurveyRevised(**_told(row, at, by), before=before, band=row.band))
    return row


def key_of_invitation(invitation: int) -> str:
    """Under which key the answer with her name is kept."""
    return f"invitation:{invitation}"


def response_open(response: int, *, at: datetime) -> Response:
    """An answer to which more may be added. Raises NoSuchResponse."""
    found = Response.objects.select_related("survey", "version").filter(pk=response).first()
    return _still_open(found, at)


def response_held(response: int, *, at: datetime) -> Response:
    """The same, its row held until the transaction ends. Raises NoSuchResponse."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("survey", "version")
    return _still_open(rows.filter(pk=response).first(), at)


def _still_open(found: Response | None, at: datetime) -> Response:
    if found is None or found.answered_at + STAYS_OPEN < at:
        raise NoSuchResponse(gettext_noop("This answer is kept as it is. Thank you for it."))
    return found


def _about(asked: AskedBy, *, key: str, customer: int | None, at: datetime, without_name: bool) -> About:
    """Resolve the link. An invitation is held, so that two taps meet one answer."""
    match asked:
        case OfInvitation():
            return _of_invitation(asked, at=at, without_name=without_name)
        case OfReceipt():
            return _of_receipt(asked, at=at, without_name=without_name)
        case OfPoster():
            survey = open_survey(asked.survey)
            if survey.is_of_product and asked.product is None:
                raise SurveyLinkRefused(gettext_noop("This link does not say which product it is about."))
            hides = without_name or survey.is_anonymous
            whose = None if hides or customer is None else root_of(customer).pk
            return About(survey, f"poster:{key}"[:80], Way.POSTER, whose, None, asked.store, asked.product)
        case OfTablet():
            if asked.purchase is not None and not without_name:
                sale = OfReceipt(asked.survey, asked.purchase)
                return replace(_of_receipt(sale, at=at, without_name=False), way=Way.TABLET)
            return About(open_survey(asked.survey), f"tablet:{key}"[:80], Way.TABLET, None, None, asked.store)


def _of_invitation(asked: OfInvitation, *, at: datetime, without_name: bool) -> About:
    row = Invitation.objects.select_for_update().filter(pk=asked.invitation).first()
    if row is None or row.ends_at < at:
        raise SurveyLinkRefused(gettext_noop("This link has run out. Thank you for wanting to tell us."))
    survey = open_survey(row.survey_id)
    hides = without_name or survey.is_anonymous
    key = key_of_invitation(row.pk)
    if row.is_answered and (hides or not Response.objects.filter(key=key).exists()):
        raise SurveyLinkRefused(gettext_noop("This was answered before. Thank you."))
    Invitation.objects.filter(pk=row.pk).update(is_answered=True)
    if hides:
        # A key of chance, and no purchase: nothing leads from the answer to her.
        return About(
            survey,
            f"nobody:{secrets.token_urlsafe(16)}",
            Way(row.way),
            None,
            None,
            row.store_id,
            row.product_id,
        )
    purchase = Purchase.objects.filter(pk=row.purchase_id).first() if row.purchase_id else None
    return About(
        survey, key, Way(row.way), root_of(row.customer_id).pk, purchase, row.store_id, row.product_id
    )


def _of_receipt(asked: OfReceipt, *, at: datetime, without_name: bool) -> About:
    """Whoever holds a receipt answers once for it; with her name only where the sale has it."""
    survey = open_survey(asked.survey)
    purchase = Purchase.objects.filter(pk=asked.purchase).first()
    if purchase is None:
        raise SurveyLinkRefused(gettext_noop("This link has run out. Thank you for wanting to tell us."))
    product = product_of(purchase.pk) if survey.is_of_product else None
    if survey.is_of_product and product is None:
        raise SurveyLinkRefused(gettext_noop("This link does not say which product it is about."))
    key = f"receipt:{survey.pk}:{purchase.pk}"
    if purchase.customer_id is None:
        return About(survey, key, Way.RECEIPT, None, purchase, purchase.store_id, product)
    facts = {
        "survey": survey, "customer": root_of(purchase.customer_id), "way": Way.RECEIPT, "purchase": purchase,
        "store_id": purchase.store_id, "product_id": product, "asked_at": at,
        "ends_at": at + LASTS, "asked_by": str(SYSTEM),
    }  # fmt: skip
    row, _is_new = Invitation.objects.get_or_create(key=key, defaults=facts)
    return _of_invitation(OfInvitation(row.pk), at=at, without_name=without_name)


def _hear(row: Response, form: SurveyForm) -> None:
    for name, value in heard_in(words_of(form.questions, row.answers)).items():
        setattr(row, name, value)


def _tier_of(customer: int | None) -> str:
    if customer is None:
        return ""
    return Member.objects.filter(pk=customer).values_list("tier", flat=True).first() or ""


def _comment(form: SurveyForm, row: Response) -> str:
    """Her words; where she only tapped reasons, those."""
    if row.words:
        return row.words
    chosen = [
        choice.words.get(row.language) or next(iter(choice.words.values()))
        for question in form.questions
        for choice in question.choices
        if choice.key in (row.answers.get(question.key) or ())
    ]
    return ", ".join(chosen)


def _tell(row: Response, happening: Happening) -> None:
    """What staff answered is told nowhere, neither to readers nor outside: each event is one answer with its minute,
    and answers of staff are seen together only."""
    if row.survey.audience != Audience.STAFF:
        emit(happening)


class _Told(TypedDict):
    at: datetime
    by: Actor
    customer: int | None
    store: int | None
    subject: int
    survey: str
    survey_kind: str
    score: int | None
    is_low: bool
    product: str


def _told(row: Response, at: datetime, by: Actor) -> _Told:
    """What every event of the answer says. Without a name not even the address it came from is kept."""
    return {
        "at": at, "by": by if row.customer_id else Actor(ActorKind.MEMBER), "customer": row.customer_id,
        "store": row.store_id, "subject": row.pk, "survey": row.survey.name, "survey_kind": row.survey.kind,
        "score": row.score, "is_low": row.band == Band.LOW, "product": name_of(row.product_id),
    }  # fmt: skip
