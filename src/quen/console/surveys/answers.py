"""Answers word for word, with filters, and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, actor, needs
from quen.console.sheet_file import FORMATS, ROWS_OF_XLSX, Cell, as_file
from quen.console.surveys.words import out_of
from quen.kernel.names import search_key
from quen.people.find import group_of
from quen.shops.models import Store
from quen.shops.roles import Permission
from quen.surveys.export import tell_of_export
from quen.surveys.models import Audience, Response, Survey
from quen.surveys.photo_models import Photo
from quen.surveys.scales import Band
from quen.surveys.themes.theme import Mood, Theme

ROWS = 30
_AT_ONCE = 2_000
_SIGNS = {Mood.BLAME: "−", Mood.NAMED: "0", Mood.PRAISE: "+"}
_MOODS = {"blame": Mood.BLAME, "praise": Mood.PRAISE, "named": Mood.NAMED}
HEADINGS = (
    gettext_lazy("Answered on"), gettext_lazy("Survey"), gettext_lazy("Result"), gettext_lazy("Taken as"),
    gettext_lazy("Own words"), gettext_lazy("Themes"), gettext_lazy("Choices"), gettext_lazy("Customer"),
    gettext_lazy("Store"), gettext_lazy("Staff"), gettext_lazy("Tier"), gettext_lazy("Way of asking"),
    gettext_lazy("Product"),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; wrong values count as none."""

    survey: int | None
    store: int | None
    customer: int | None
    product: int | None
    band: str
    words: str
    has_words: bool
    theme: str
    mood: str

    @classmethod
    def of(cls, request: StaffRequest) -> "Asked":
        get = request.GET.get
        band, theme, mood = get("band", ""), get("theme", ""), get("mood", "")
        return cls(
            _whole(get("survey")), _whole(get("store")), _whole(get("customer")),
            _whole(get("product")), band if band in Band.values else "",
            get("q", "").strip()[:60], get("words") == "1",
            theme if theme in Theme.values else "", mood if mood in _MOODS else "",
        )  # fmt: skip

    def rows(self) -> QuerySet[Response]:
        """Newest first. Answers of staff are never listed: their words stand on their own page alone."""
        rows = Response.objects.filter(survey__audience=Audience.CUSTOMERS)
        exact: dict[str, Any] = {
            "survey": self.survey,
            "store": self.store,
            "product": self.product,
            "band": self.band or None,
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
        if self.customer is not None:
            rows = rows.filter(customer__in=group_of(self.customer))
        if self.has_words:
            rows = rows.exclude(words="")
        if self.theme:
            rows = rows.filter(themes__has_key=self.theme)
            if self.mood:
                rows = rows.filter(themes__contains={self.theme: _MOODS[self.mood].value})
        if self.words:
            rows = rows.filter(
                Q(words__icontains=self.words) | Q(customer__name_key__contains=search_key(self.words))
            )
        return rows.order_by("-answered_at", "-pk")

    @property
    def is_any(self) -> bool:
        return bool(
            self.survey
            or self.store
            or self.customer
            or self.product
            or self.band
            or self.words
            or self.has_words
            or self.theme
        )


@needs(Permission.SEE_SURVEYS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The list."""
    asked = Asked.of(request)
    shown = Photo.objects.only("response", "digest")
    rows = asked.rows().select_related("survey", "customer__root", "store", "version", "product")
    rows = rows.prefetch_related(Prefetch("photos", shown))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "counted": page.paginator.count,
        "rows": [
            (row, out_of(row.score, row.survey.kind), chosen_words(row), themes_of(row)) for row in page
        ],
        "surveys": list(Survey.objects.filter(audience=Audience.CUSTOMERS).order_by("name")),
        "stores": list(Store.objects.order_by("name")),
        "bands": Band.choices,
        "themes": Theme.choices,
    }
    return render(request, "console/surveys/answers.html", context)


@needs(Permission.EXPORT_CUSTOMERS)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """What the filters leave, as CSV or XLSX. That it was taken is told first."""
    if file_format not in FORMATS:
        raise Http404
    rows = Asked.of(request).rows().select_related("survey", "customer__root", "store", "version", "product")
    if file_format == "xlsx":
        rows = rows[:ROWS_OF_XLSX]
    tell_of_export(
        answers=rows.count(), file_format=file_format, query=request.GET.urlencode()[:500], at=timezone.now(),
        by=actor(request),
    )  # fmt: skip
    name = _("answers") + f"-{timezone.localdate():%Y-%m-%d}.{file_format}"
    return as_file(HEADINGS, _cells(rows), name)


def chosen_words(row: Response) -> list[str]:
    """What was tapped beside the score, in the words that were shown."""
    language = row.language
    return [
        choice["words"].get(language) or next(iter(choice["words"].values()), "")
        for question in row.version.form.get("questions", ())
        for choice in question.get("choices", ())
        if isinstance(row.answers.get(question["key"]), list)
        and choice["key"] in row.answers[question["key"]]
    ]


def themes_of(row: Response) -> list[tuple[str, Mood]]:
    """What her words are about, by the names staff know, each with its mood."""
    return [(str(Theme(key).label), Mood(mood)) for key, mood in row.themes.items() if key in Theme.values]


def _cells(rows: QuerySet[Response]) -> Iterator[list[Cell]]:
    for row in rows.iterator(chunk_size=_AT_ONCE):
        whose = row.customer and (row.customer.root or row.customer)
        yield [
            timezone.localtime(row.answered_at).strftime("%Y-%m-%d %H:%M"), row.survey.name, row.score,
            str(Band(row.band).label) if row.band else "", row.words,
            ", ".join(f"{name} {_SIGNS[mood]}" for name, mood in themes_of(row)), ", ".join(chosen_words(row)),
            str(whose) if whose else "", row.store.name if row.store else "", row.staff_name, row.tier,
            row.get_way_display(), str(row.product) if row.product else "",
        ]  # fmt: skip


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
