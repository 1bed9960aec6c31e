"""The shop's own tablet asks who stands before it, and begins anew for the next: no name, no card, no way elsewhere.

It opens only where nobody of the staff is signed in, so that whoever holds it cannot reach the console.
"""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quen.kernel.actor import Actor, ActorKind
from quen.kernel.errors import QuenError
from quen.member.errors import TooManyAttempts
from quen.member.limits import count_attempt
from quen.member.stamp import checked_stamp, stamp
from quen.member.surveys import given_in, in_private, shown_question, take_more
from quen.purchases.models import Purchase
from quen.surveys.answer import answer, response_open
from quen.surveys.errors import NoSuchResponse, SurveyLinkRefused
from quen.surveys.find import form_of, newest_version, open_survey
from quen.surveys.form import in_language
from quen.surveys.last_sale import last_sale
from quen.surveys.links import OfReceipt, OfResponse, OfTablet, tablet_of, target_of, token_of
from quen.surveys.models import Response, Survey, Way
from quen.surveys.scales import Band, QuestionKind

IDLE_SECONDS, THANKS_SECONDS, FRESH_SECONDS, SALE_SECONDS = 90, 8, 900, 20
"""After how long a page begins anew; the first question is fetched again so that its stamp and its sale are fresh."""
_BY = Actor(ActorKind.MEMBER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    """The first question; a tap leads on, or to the thanks."""
    if request.user.is_authenticated:
        return _sign_out(request, token)
    status, words = 200, ""
    try:
        asked = tablet_of(token)
        survey = open_survey(asked.survey)
        if request.method == "POST":
            return _answered(request, token, asked)
    except TooManyAttempts:
        status, words = 429, _("Too many answers came from here. Please wait ten minutes.")
    except SurveyLinkRefused as error:
        return _refused(request, error)
    except QuenError as error:
        if request.method != "POST":
            return _refused(request, error)
        status, words = error.http_status, error.sentence.render(_)
    return _question(request, asked, survey, words=words, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, token: str, rest: str) -> HttpResponse:
    """What else may be said; once it was, or the answer is not of this tablet, the first question."""
    now = timezone.now()
    try:
        asked, target = tablet_of(token), target_of(rest)
        if not isinstance(target, OfResponse):
            return redirect("member:tablet", token=token)
        row = response_open(target.response, at=now)
        if row.survey_id != asked.survey or row.way != Way.TABLET or row.completed_at is not None:
            return redirect("member:tablet", token=token)
        if request.method == "POST":
            take_more(request, row, at=now, by=_BY)
            return _thanks(request, token, row)
    except NoSuchResponse:
        return redirect("member:tablet", token=token)
    except SurveyLinkRefused as error:
        return _refused(request, error)
    except QuenError as error:
        return _more(request, token, row, words=error.sentence.render(_), status=error.http_status)
    return _more(request, token, row)


def _answered(request: HttpRequest, token: str, asked: OfTablet) -> HttpResponse:
    now = timezone.now()
    key = checked_stamp(request.POST.get("stamp", ""), unseen=request.POST.get("website", ""), at=now)
    count_attempt(address=f"tablet {asked.store}", at=now)
    sale = _sale_sent(request, asked)
    row = answer(
        asked=OfTablet(asked.survey, asked.store, asked.is_after_sale, sale), given=given_in(request), key=key, at=now,
        by=_BY, without_name="nameless" in request.POST, language=get_language() or "vi",
    )  # fmt: skip
    if row.completed_at is not None:
        return _thanks(request, token, row)
    return redirect("member:tablet_more", token=token, rest=token_of(OfResponse(row.pk)))


def _sale_sent(request: HttpRequest, asked: OfTablet) -> int | None:
    """The sale the form showed, signed by us."""
    if not asked.is_after_sale or not request.POST.get("sale"):
        return None
    sale = target_of(request.POST["sale"])
    is_ours = isinstance(sale, OfReceipt) and sale.survey == asked.survey
    return sale.purchase if is_ours and isinstance(sale, OfReceipt) else None


def _question(
    request: HttpRequest, asked: OfTablet, survey: Survey, *, words: str, status: int
) -> HttpResponse:
    now = timezone.now()
    question = form_of(newest_version(survey)).first
    sale: Purchase | None = None
    if asked.is_after_sale:
        sale = last_sale(survey=survey.pk, store=asked.store, at=now)
    waits = SALE_SECONDS if asked.is_after_sale and question.kind != QuestionKind.TEXT else FRESH_SECONDS
    context = {
        "question": shown_question(question), "stamp": stamp(at=now), "words": words, "sale": sale,
        "sale_token": token_of(OfReceipt(survey.pk, sale.pk)) if sale else "", "again_in": waits,
        "again_at": request.path,
    }  # fmt: skip
    return in_private(render(request, "member/tablet.html", context, status=status))


def _more(
    request: HttpRequest, token: str, row: Response, *, words: str = "", status: int = 200
) -> HttpResponse:
    following = form_of(row.version).following(Band(row.band) if row.band else None)
    context = {
        "questions": [
            shown_question(each, answers=row.answers) for each in following if each.kind != QuestionKind.PHOTO
        ],
        "words": words, "again_in": IDLE_SECONDS, "token": token,
    }  # fmt: skip
    return in_private(render(request, "member/tablet_more.html", context, status=status))


def _thanks(request: HttpRequest, token: str, row: Response) -> HttpResponse:
    thanks = in_language(form_of(row.version).thanks, get_language() or "vi")
    context = {"thanks": thanks, "again_in": THANKS_SECONDS, "token": token}
    return in_private(render(request, "member/tablet_thanks.html", context))


def _sign_out(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST" and "sign_out" in request.POST:
        logout(request)
        return redirect("member:tablet", token=token)
    return in_private(render(request, "member/tablet_sign_out.html"))


def _refused(request: HttpRequest, error: QuenError) -> HttpResponse:
    context = {"words": error.sentence.render(_)}
    return in_private(render(request, "member/survey_over.html", context, status=error.http_status))
