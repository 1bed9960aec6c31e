"""How it was, by a signed link: stars, and whether it was settled in one go. No sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quen.kernel.errors import QuenError
from quen.member.cookie import member_here
from quen.tickets.choices import Verdict
from quen.tickets.models import Ticket
from quen.tickets.rate import rate, ticket_of

STARS = (5, 4, 3, 2, 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The questions in the language she wrote in; after her answer, a word of thanks."""
    try:
        ticket = ticket_of(token)
    except QuenError as error:
        words = error.sentence.render(_)
        return render(request, "member/refused.html", {"words": words}, status=error.http_status)
    with translation.override(ticket.language):
        return _shown(request, ticket)


def _shown(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    status, words, verdict = 200, "", ""
    if request.method == "POST":
        verdict, score = request.POST.get("verdict", ""), request.POST.get("score", "")
        try:
            if verdict not in Verdict.values:
                words, status = _("Say whether it was settled."), 422
            else:
                _keep(request, ticket, score, verdict)
        except QuenError as error:
            status, words = error.http_status, error.sentence.render(_)
    context = {
        "ticket": ticket,
        "stars": STARS,
        "verdicts": Verdict.choices,
        "words": words,
        "is_kept": request.method == "POST" and not words,
        "is_open_again": verdict == Verdict.NOT_SETTLED,
    }
    return render(request, "member/rate.html", context, status=status)


def _keep(request: HttpRequest, ticket: Ticket, score: str, verdict: str) -> None:
    rate(
        ticket=ticket.pk, score=int(score) if score in {str(star) for star in STARS} else 0, verdict=Verdict(verdict),
        words=request.POST.get("words", ""), at=timezone.now(), by=member_here(request, ticket.customer_id),
    )  # fmt: skip
