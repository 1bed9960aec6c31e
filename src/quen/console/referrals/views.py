"""Friends brought: all of them, those to be looked at first; and as a file."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.referrals.words import told
from quen.console.sheet_file import FORMATS, as_file
from quen.kernel.codes import bare
from quen.kernel.names import search_key
from quen.referrals.describe import doubt_words
from quen.referrals.models import Code, Referral, State
from quen.referrals.terms import terms_in_force
from quen.shops.roles import Permission

ROWS = 30


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The list, with what members are promised today."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    page = Paginator(_found(search, state), ROWS).get_page(request.GET.get("page"))
    counts = dict(Referral.objects.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "state": state,
        "states": [("", _("All")), *State.choices],
        "review": counts.get(State.REVIEW, 0),
        "rewarded": counts.get(State.REWARDED, 0),
        "underway": counts.get(State.WAITING, 0) + counts.get(State.BOUGHT, 0),
        "terms": (terms := terms_in_force()),
        "words": told(terms, request),
    }
    return render(request, "console/referrals/index.html", context)


@needs(Permission.EXPORT_CUSTOMERS)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """The list as a file."""
    if file_format not in FORMATS:
        raise Http404
    headings = [_("Member"), _("Friend"), _("State"), _("Brought on"), _("Due on"), _("Doubts"), _("Reason")]
    rows = (
        [
            str(row.advocate), str(row.friend), row.get_state_display(), timezone.localdate(row.made_at),
            timezone.localdate(row.due_at) if row.due_at else None,
            " ".join(_(words) for words in doubt_words(row.doubts)), row.reason,
        ]
        for row in _found(request.GET.get("q", "").strip()[:60], request.GET.get("state", "")).iterator()
    )  # fmt: skip
    return as_file(headings, rows, _("referrals") + f"-{timezone.localdate():%Y-%m-%d}.{file_format}")


def _found(search: str, state: str) -> QuerySet[Referral]:
    rows = Referral.objects.select_related("advocate", "friend")
    if state in State.values:
        rows = rows.filter(state=state)
    if search:
        key = search_key(search)
        by_code = Code.objects.filter(code=bare(search)).values("customer")
        rows = rows.filter(
            Q(advocate__name_key__contains=key) | Q(friend__name_key__contains=key) | Q(advocate__in=by_code)
        )
    first = Case(When(state=State.REVIEW, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(first, "-pk")
