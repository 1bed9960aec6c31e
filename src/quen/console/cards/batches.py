"""The batches of cards: all of them, a new one, one with its sheets; and the posters of the stores."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.cards.link_tokens import renew_key
from quen.cards.make_batch import make_batch
from quen.cards.models import Batch, Card
from quen.cards.printed.poster import PosterWords, poster
from quen.cards.printed.sheets import Design, card_sheets
from quen.cards.reads import count_by_state, counted_batches
from quen.console.access import StaffRequest, actor, needs
from quen.console.brand import ink_on
from quen.console.cards.forms import BatchForm
from quen.enrolment.versions import version_in_force
from quen.kernel.errors import QuenError
from quen.shops.clock import day_of
from quen.shops.models import Business, Store
from quen.shops.roles import Permission

IN_ONE_FILE = 200
"""Cards in one PDF: twenty sheets."""


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """How many cards there are, and the batches."""
    page = Paginator(counted_batches(), 20).get_page(request.GET.get("page"))
    context = {"page": page, "counted": page.paginator.count, "cards": count_by_state()}
    return render(request, "console/cards/index.html", context)


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Make a batch."""
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = make_batch(at=timezone.now(), by=actor(request), **form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            return redirect("console:cards:batch", batch_id=batch.pk)
    return render(request, "console/cards/new.html", {"form": form}, status=422 if form.errors else 200)


@needs(Permission.SEE_LOYALTY)
@require_GET
def batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """One batch: its files to print, and its cards."""
    found = get_object_or_404(counted_batches(), pk=batch_id)
    page = Paginator(found.cards.order_by("pk"), 50).get_page(request.GET.get("page"))
    files = [(first + 1, min(first + IN_ONE_FILE, found.size)) for first in range(0, found.size, IN_ONE_FILE)]
    context = {"batch": found, "page": page, "counted": found.size, "files": files}
    return render(request, "console/cards/batch.html", context)


@needs(Permission.MANAGE_REWARDS)
@require_GET
def sheets(request: StaffRequest, batch_id: int, first: int) -> HttpResponse:  # noqa: ARG001
    """A PDF of the batch's cards from the `first` on."""
    found = get_object_or_404(Batch, pk=batch_id)
    if first > found.size:
        raise Http404
    numbers = list(
        Card.objects.filter(batch=found)
        .order_by("pk")
        .values_list("number", flat=True)[max(first - 1, 0) : first - 1 + IN_ONE_FILE]
    )
    business = Business.objects.get(id=1)
    with translation.override(business.language):
        words = _("Show this card when you pay")
    design = Design(business.name, business.brand_colour, ink_on(business.brand_colour) or "#ffffff", words)
    return _pdf(card_sheets(numbers=numbers, design=_printable(design)), f"cards-{found.pk}-{first}.pdf")


@needs(Permission.SEE_LOYALTY)
@require_GET
def posters(request: StaffRequest) -> HttpResponse:
    """The posters of the stores."""
    return render(
        request,
        "console/cards/posters.html",
        {"stores": Store.objects.filter(closed_on=None).order_by("name")},
    )


@needs(Permission.SEE_LOYALTY)
@require_GET
def store_poster(request: StaffRequest, store_id: int) -> HttpResponse:
    """A store's poster as PDF."""
    store = get_object_or_404(Store, pk=store_id)
    business = Business.objects.get(id=1)
    with translation.override(business.language):
        words = _poster_words(request, business, store)
    ink = ink_on(business.brand_colour) or "#ffffff"
    return _pdf(poster(words=words, colour=business.brand_colour, ink=_full(ink)), f"poster-{store.pk}.pdf")


@needs(Permission.DESIGN_PROGRAMME)
@require_POST
def renew(request: StaffRequest) -> HttpResponse:
    """End the links of all members."""
    renew_key(at=timezone.now(), by=actor(request))
    messages.success(
        request, _("Every link made before has ended. Members open their card anew at the counter.")
    )
    return redirect("console:cards:index")


def _poster_words(request: HttpRequest, business: Business, store: Store) -> PosterWords:
    programme = version_in_force(day_of(timezone.now()))
    points = programme.welcome.points if programme and programme.welcome else None
    return PosterWords(
        shop=business.name,
        store=store.name,
        headline=_("Become a regular with one tap"),
        welcome=ngettext("%(points)s point as a welcome", "%(points)s points as a welcome", points)
        % {"points": points}
        if points
        else "",
        steps=(
            _("Scan the code with your phone's camera"),
            _("Type your phone number"),
            _("Say it at the counter, and your card opens"),
        ),
        address=request.build_absolute_uri(reverse("member:join_store", args=[store.pk])),
    )


def _printable(design: Design) -> Design:
    return Design(design.shop, design.colour, _full(design.ink), design.words)


def _full(colour: str) -> str:
    """``#fff`` → ``#ffffff``, as paper takes it."""
    return "#" + "".join(2 * digit for digit in colour[1:]) if len(colour) == 4 else colour


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
