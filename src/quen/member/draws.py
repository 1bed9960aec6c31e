"""Draws and contests: open to everybody to check, and hers to enter."""

import csv
import inspect
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from quen.draws import recompute as algorithm
from quen.draws.enter_contest import MOST_LETTERS, enter_contest
from quen.draws.hers import hers, listed
from quen.draws.models import Draw, State
from quen.draws.reads import entry_names, proof_of
from quen.kernel.errors import QuenError
from quen.member.cookie import customer_here, member_here, opens_here
from quen.member.shown import given_name
from quen.people.models import Customer

MOST_WINNERS = 200


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


@never_cache
@require_GET
def draws(request: HttpRequest) -> HttpResponse:
    """All that run, or ended not long ago."""
    now = timezone.now()
    return render(request, "member/draws.html", {"draws": listed(at=now), "now": now})


@never_cache
@require_GET
def draw(request: HttpRequest, draw_id: int) -> HttpResponse:
    """One of them: its rules, what was published, who won; and how she stands whose phone it is."""
    now, row = timezone.now(), _opened(draw_id)
    customer = _here(request)
    prizes = list(row.prizes.order_by("place"))
    context = {
        "draw": row,
        "prizes": prizes,
        "hers": hers(draw=row, root=customer.pk) if customer else None,
        "takes_entries": row.takes_entries
        and row.state == State.OPEN
        and row.opens_at <= now < row.closes_at,
        "letters": MOST_LETTERS,
        "winners": _winners(row) if row.state == State.PUBLISHED else [],
        "has_words": row.kind == "judged" or row.kind == "answer",
    }
    return render(request, "member/draw.html", context)


@require_POST
def enter(request: HttpRequest, draw_id: int) -> HttpResponse:
    """One tap, or her words: in, for good."""
    customer = _here(request)
    if customer is None:
        raise Http404
    try:
        enter_contest(
            draw=_opened(draw_id).pk, customer=customer.pk, text=request.POST.get("text", ""), at=timezone.now(),
            by=member_here(request, customer.pk),
        )  # fmt: skip
    except QuenError as error:
        words = error.sentence.render(gettext)
        return render(request, "member/not_claimed.html", {"words": words}, status=error.http_status)
    return redirect("member:draw", draw_id=draw_id)


@require_GET
def entries(request: HttpRequest, draw_id: int) -> StreamingHttpResponse:  # noqa: ARG001
    """The published list, for everybody who wants to check."""
    row, writer = _opened(draw_id), csv.writer(_Echo())
    if row.closed_at is None:
        raise Http404

    def lines() -> Iterator[str]:
        yield writer.writerow(["entry"])
        for name in entry_names(row):
            yield writer.writerow([name])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="entries.csv"'
    return answer


@require_GET
def proof(request: HttpRequest, draw_id: int) -> JsonResponse:  # noqa: ARG001
    """Seed, hashes and winners, once they are published."""
    row = _opened(draw_id)
    if row.published_at is None:
        raise Http404
    answer = JsonResponse(proof_of(row), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="proof.json"'
    return answer


@require_GET
def recompute(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The script that finds the winners again."""
    answer = HttpResponse(inspect.getsource(algorithm), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="recompute.py"'
    return answer


def _opened(draw_id: int) -> Draw:
    return get_object_or_404(Draw.objects.exclude(state=State.DRAFT), pk=draw_id)


def _here(request: HttpRequest) -> Customer | None:
    now = timezone.now()
    return customer_here(request, at=now) if opens_here(request, at=now) else None


def _winners(row: Draw) -> list[tuple[str, str, str, str, int | None]]:
    """Prize, given name, entry and words, of those who have or may still fetch a prize, by rank."""
    found = row.winners.filter(award__state__in=("waiting", "handed_over")).order_by("rank")
    return [
        (
            each.award.prize.name,
            given_name(each.participant.customer),
            each.entry,
            each.participant.text,
            each.figure,
        )
        for each in found.select_related("award__prize", "participant__customer")[:MOST_WINNERS]
    ]
