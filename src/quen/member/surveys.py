"""A survey on the phone: one tap is an answer, more only for who wants. Works without sign-in and without scripts.

Looking changes nothing, because mail programs and virus scanners follow links: a score in an e-mail's link only stands
ready to be sent. From a poster anybody may answer, so that its form is kept from machines as the others are.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from quen.cards.errors import LinkRefused
from quen.kernel.actor import Actor
from quen.kernel.errors import QuenError
from quen.kernel.picture import LARGEST_FILE
from quen.member.cookie import customer_here, member_here
from quen.member.errors import TooManyAttempts
from quen.member.limits import count_attempt
from quen.member.nameless import code_here, give
from quen.member.rewarded import given, promised, without_name
from quen.member.stamp import checked_stamp, stamp
from quen.surveys.answer import AskedBy, answer, response_open, revise, say_more
from quen.surveys.answers import Given
from quen.surveys.ask import link_to
from quen.surveys.errors import SurveyLinkRefused
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import Question, Words, in_language
from quen.surveys.links import OfPoster, OfResponse, target_of, token_of
from quen.surveys.models import Response, RewardKind
from quen.surveys.offer import take_up
from quen.surveys.photos import keep_photo
from quen.surveys.reads import asked_product, asked_survey, under_way, ways_to_hide
from quen.surveys.scales import SCALES, Band, QuestionKind

_FACES = {1: "😞", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"}


@dataclass(frozen=True)
class Tap:
    """One thing to tap: what is sent, what stands on it, and what is read out."""

    value: str
    words: str
    heard: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Shown:
    """A question in the reader's language."""

    key: str
    kind: QuestionKind
    words: str
    taps: list[Tap]
    takes_many: bool = False
    least: str = ""
    most: str = ""
    text: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """The question behind a link; behind the link of an answer under way, what else may be said."""
    try:
        target = target_of(token)
        if isinstance(target, OfResponse):
            return _going_on(request, target.response)
        return _first(request, token, target)
    except QuenError as error:
        return _refused(request, error)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """She wants to answer what her page asks."""
    customer = _customer_of(request)
    begun = take_up(customer, at=timezone.now(), by=member_here(request, customer)) if customer else None
    return redirect(link_to(begun)) if begun else redirect("member:card")


def _first(request: HttpRequest, token: str, target: AskedBy) -> HttpResponse:
    now = timezone.now()
    if (begun := under_way(target, at=now)) is not None:
        return redirect("member:survey", token=token_of(OfResponse(begun.pk)))
    row = asked_survey(target, at=now)
    words, status = "", 200
    if request.method == "POST":
        try:
            return _answered(request, target)
        except SurveyLinkRefused:
            raise
        except TooManyAttempts:
            status, words = 429, _("Too many answers came from here. Please wait ten minutes.")
        except QuenError as error:
            status, words = error.http_status, error.sentence.render(_)
    form = form_of(newest_version(row))
    context = {
        "survey": row,
        "question": shown_question(form.first, chosen=request.GET.get("score", "")),
        "product": asked_product(target, row),
        "token": token,
        "words": words,
        "stamp": stamp(at=now) if isinstance(target, OfPoster) else "",
        "may_hide": (is_named := ways_to_hide(target, row, has_card=_customer_of(request) is not None)),
        "reward": promised(row) if is_named or row.reward == RewardKind.VOUCHER else "",
        "without_name": without_name(row),
    }
    return in_private(render(request, "member/survey.html", context, status=status))


def _answered(request: HttpRequest, target: AskedBy) -> HttpResponse:
    now, by, key = timezone.now(), member_here(request), ""
    if isinstance(target, OfPoster):
        key = checked_stamp(request.POST.get("stamp", ""), unseen=request.POST.get("website", ""), at=now)
        count_attempt(address=by.address, at=now)
    row = answer(
        asked=target, given=given_in(request), key=key, at=now, by=by, customer=_customer_of(request),
        without_name="nameless" in request.POST, language=get_language() or "vi",
    )  # fmt: skip
    return _onward(request, row, at=now)


def _going_on(request: HttpRequest, response: int) -> HttpResponse:
    now, by = timezone.now(), member_here(request)
    row = response_open(response, at=now)
    if request.method != "POST":
        return _more(request, row)
    try:
        if "again" in request.POST:
            revise(response=response, given=given_in(request), at=now, by=by)
        else:
            take_more(request, row, at=now, by=by)
    except QuenError as error:
        return _more(request, row, words=error.sentence.render(_), status=error.http_status)
    return _onward(request, response_open(response, at=now), at=now)


def _onward(request: HttpRequest, row: Response, *, at: datetime) -> HttpResponse:
    """To the answer's own page, with what it brought."""
    onward = redirect("member:survey", token=token_of(OfResponse(row.pk)))
    give(request, onward, row, at=at)
    return onward


def take_more(request: HttpRequest, row: Response, *, at: datetime, by: Actor) -> None:
    """Words first, so that a photo nobody can read loses none of them."""
    band = Band(row.band) if row.band else None
    asked = [each.key for each in form_of(row.version).following(band) if each.kind == QuestionKind.PHOTO]
    sent = [(key, file) for key in asked if isinstance(file := request.FILES.get(key), UploadedFile)]
    say_more(response=row.pk, given=given_in(request), at=at, by=by, is_done=not sent)
    for key, file in sent:
        # One byte more than is taken tells that it is too large, without reading the rest.
        keep_photo(response=row.pk, question=key, content=file.read(LARGEST_FILE + 1), at=at)
    if sent:
        say_more(response=row.pk, given={}, at=at, by=by)


def _more(request: HttpRequest, row: Response, *, words: str = "", status: int = 200) -> HttpResponse:
    form = form_of(row.version)
    following = form.following(Band(row.band) if row.band else None)
    is_over = row.completed_at is not None or not following
    context = {
        "survey": row.survey,
        "first": shown_question(form.first, chosen=str(row.answers.get(form.first.key, ""))),
        "questions": [shown_question(question, answers=row.answers) for question in following],
        "is_over": is_over,
        "thanks": _own(form.thanks),
        "reward": given(row, code=code_here(request, row)) if is_over else "",
        "words": words,
    }
    return in_private(render(request, "member/survey_more.html", context, status=status))


def shown_question(
    question: Question, *, chosen: str = "", answers: dict[str, object] | None = None
) -> Shown:
    """In the reader's language, with what was said before."""
    said = (answers or {}).get(question.key)
    held = {chosen} if chosen else set(map(str, said)) if isinstance(said, list) else {str(said)}
    return Shown(
        key=question.key,
        kind=question.kind,
        words=_own(question.words),
        taps=[Tap(tap.value, tap.words, tap.heard, is_chosen=tap.value in held) for tap in _taps(question)],
        takes_many=question.takes_many,
        least=_own(question.least),
        most=_own(question.most),
        text=said if isinstance(said, str) else "",
    )


def _taps(question: Question) -> list[Tap]:
    if question.kind == QuestionKind.CHOICE:
        return [Tap(choice.key, _own(choice.words)) for choice in question.choices]
    scale = SCALES.get(question.kind)
    if scale is None:
        return []
    taps = []
    for score in scale.scores:
        heard = _("%(score)s out of %(most)s") % {"score": score, "most": scale.most}
        if question.kind == QuestionKind.CSAT:
            taps.append(Tap(str(score), _FACES[score], heard))
        else:
            taps.append(
                Tap(str(score), f"{score} ★" if question.kind == QuestionKind.STARS else str(score), heard)
            )
    return taps


def _own(words: Words) -> str:
    return in_language(words, get_language() or "vi")


def given_in(request: HttpRequest) -> Given:
    """What the form sent, bounded."""
    return {name: request.POST.getlist(name)[:20] for name in list(request.POST)[:50]}


def _customer_of(request: HttpRequest) -> int | None:
    """Whose card this phone shows, if any."""
    try:
        found = customer_here(request, at=timezone.now())
    except LinkRefused:
        return None
    return found.pk if found else None


def in_private(answer: HttpResponse) -> HttpResponse:
    """Kept from search engines, its address from other sites."""
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _refused(request: HttpRequest, error: QuenError) -> HttpResponse:
    words = error.sentence.render(_)
    return in_private(render(request, "member/survey_over.html", {"words": words}, status=error.http_status))
