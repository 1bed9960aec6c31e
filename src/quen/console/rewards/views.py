"""The catalogue of rewards: all of them with how wanted they are, and as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.sheet_file import FORMATS, as_file
from quen.kernel.money import to_major
from quen.rewards.models import Claim, ClaimState, Reward
from quen.rewards.popularity import Popularity, popularity
from quen.shops.roles import Permission

ROWS = 30
STATES = (
    ("", gettext_lazy("All")), ("shown", gettext_lazy("Shown to members")), ("hidden", gettext_lazy("Hidden")),
    ("gone", gettext_lazy("None left")),
)  # fmt: skip


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All rewards, the most wanted first."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    page = Paginator(_found(search, state), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "state": state,
        "states": STATES,
        "waiting": Claim.objects.filter(state=ClaimState.WAITING).count(),
    }
    return render(request, "console/rewards/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """The list as a file: which rewards are wanted."""
    if file_format not in FORMATS:
        raise Http404
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    currency = currency_of(request)
    headings = [
        _("Name"), _("What it is"), _("Points"), _("Money"), _("Left"), _("Claimed"), _("Handed over"),
        _("Waiting"), _("Points spent"),
    ]  # fmt: skip
    rows = [
        [
            row.name, row.get_kind_display(), row.points, to_major(row.price_minor, currency), row.stock,
            wanted.claimed, wanted.handed_over, wanted.waiting, wanted.points_spent,
        ]
        for row, wanted in _found(search, state)
    ]  # fmt: skip
    return as_file(headings, rows, _("rewards") + f"-{timezone.localdate():%Y-%m-%d}.{file_format}")


def _found(search: str, state: str) -> list[tuple[Reward, Popularity]]:
    """The catalogue fits on a few pages, so that it is put in order here."""
    rows = Reward.objects.select_related("picture").defer("picture__large", "picture__small")
    if search:
        rows = rows.filter(name__icontains=search)
    if state in {"shown", "hidden"}:
        rows = rows.filter(is_shown=state == "shown")
    if state == "gone":
        rows = rows.filter(stock=0)
    numbers = popularity(rewards := list(rows.order_by("-is_shown", "name")))
    wanted = [(row, numbers[row.pk]) for row in rewards]
    return sorted(wanted, key=lambda pair: (not pair[0].is_shown, -pair[1].claimed))
