"""The QR codes of a survey: one for each store, or for each product it may ask about, to print or to show."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.cards.printed.poster import PosterWords, poster
from quen.console.access import StaffRequest, needs
from quen.console.brand import ink_on
from quen.purchases.models import Product
from quen.shops.models import Business, Store
from quen.shops.roles import Permission
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import in_language
from quen.surveys.links import OfPoster, OfTablet, token_of
from quen.surveys.models import Audience, Survey

MOST_PRODUCTS = 30


@needs(Permission.SEE_SURVEYS)
@require_GET
def index(request: StaffRequest, survey_id: int) -> HttpResponse:
    """The stores with their codes; the one of no store first, for the whole business."""
    survey = get_object_or_404(Survey, pk=survey_id, closed_at=None)
    stores = Store.objects.filter(closed_on=None).order_by("name")
    if survey.is_of_product:
        return _products(request, survey)
    # Of staff answers are kept together: a store's few would know each other.
    places = (
        []
        if survey.audience == Audience.STAFF
        else [
            (
                store,
                _address(request, survey, store),
                _tablet(request, survey, store, after_sale=False),
                _tablet(request, survey, store, after_sale=True),
            )
            for store in stores
        ]
    )
    context = {"survey": survey, "anywhere": _address(request, survey, None), "places": places}
    return render(request, "console/surveys/posters.html", context)


def _products(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Products by name or code, each with its code; the first of the alphabet where nothing is looked for."""
    words = request.GET.get("q", "").strip()[:60]
    rows = Product.objects.order_by("name", "code")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__icontains=words))
    found = list(rows[: MOST_PRODUCTS + 1])
    context = {
        "survey": survey, "words": words, "has_more": len(found) > MOST_PRODUCTS,
        "products": [(one, _address(request, survey, None, one)) for one in found[:MOST_PRODUCTS]],
    }  # fmt: skip
    return render(request, "console/surveys/product_codes.html", context)


@needs(Permission.SEE_SURVEYS)
@require_GET
def product_paper(request: StaffRequest, survey_id: int, product_id: int) -> HttpResponse:
    """The poster of one product, for the shelf or the packaging."""
    survey = get_object_or_404(Survey, pk=survey_id, closed_at=None, is_of_product=True)
    product = get_object_or_404(Product, pk=product_id)
    return _paper(survey, str(product), _address(request, survey, None, product))


@needs(Permission.SEE_SURVEYS)
@require_GET
def paper(request: StaffRequest, survey_id: int, store_id: int) -> HttpResponse:
    """A poster as PDF; store 0 is none."""
    survey = get_object_or_404(Survey, pk=survey_id, closed_at=None, is_of_product=False)
    store = get_object_or_404(Store, pk=store_id) if store_id else None
    return _paper(survey, store.name if store else "", _address(request, survey, store))


def _paper(survey: Survey, about: str, address: str) -> HttpResponse:
    business = Business.objects.get(id=1)
    question = form_of(newest_version(survey)).first
    with translation.override(business.language):
        words = PosterWords(
            shop=business.name,
            store=about,
            headline=in_language(question.words, business.language),
            welcome="",
            steps=(
                _("Scan the code with your phone's camera"),
                _("Tap your answer"),
                _("Say more only if you like"),
            ),
            address=address,
        )
    ink = ink_on(business.brand_colour) or "#ffffff"
    full = "#" + "".join(2 * digit for digit in ink[1:]) if len(ink) == 4 else ink
    answer = HttpResponse(
        poster(words=words, colour=business.brand_colour, ink=full), content_type="application/pdf"
    )
    answer.headers["Content-Disposition"] = f'inline; filename="survey-{survey.pk}.pdf"'
    return answer


def _address(
    request: StaffRequest, survey: Survey, store: Store | None, product: Product | None = None
) -> str:
    token = token_of(OfPoster(survey.pk, store.pk if store else None, product.pk if product else None))
    return request.build_absolute_uri(reverse("member:survey", args=[token]))


def _tablet(request: StaffRequest, survey: Survey, store: Store, *, after_sale: bool) -> str:
    token = token_of(OfTablet(survey.pk, store.pk, after_sale))
    return request.build_absolute_uri(reverse("member:tablet", args=[token]))
