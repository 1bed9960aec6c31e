"""The results of one survey: the score with its interval, its course, where it is high and low, and the last words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.charts import PERCENT, Bars, Figure, Lines, Series, Unit
from quen.console.surveys.names import names_for
from quen.console.surveys.words import cut_titles, figure, interval, label_of, measured
from quen.console.templatetags.written import number, percent
from quen.insight.feedback.choices import chosen
from quen.insight.feedback.further import Further, further
from quen.insight.feedback.results import ENOUGH, FEWEST_OF_STAFF, Results, Scored, last_shown, results
from quen.insight.feedback.themes import spoken_of
from quen.shops.roles import Permission
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import SurveyForm, in_language
from quen.surveys.models import Audience, Response, Survey
from quen.surveys.scales import QuestionKind
from quen.surveys.themes.accuracy import HELD_OUT_REVIEWS

PERIODS = (30, 90, 365, 1095)
LAST_WORDS = 5


@dataclass(frozen=True)
class CutTable:
    """One cut as a table: its heading, and each value with its figures in words."""

    title: str
    rows: list[tuple[str, Scored, str, str]]


@needs(Permission.SEE_SURVEYS)
@require_GET
def show(request: StaffRequest, survey_id: int) -> HttpResponse:
    """The page, for a period that ends now."""
    survey = get_object_or_404(Survey, pk=survey_id)
    now, days = timezone.now(), _days(request)
    since = now - timedelta(days=days)
    found = results(survey, since=since, until=now)
    form, last = form_of(newest_version(survey)), last_shown(survey)
    names = names_for(found.cuts)
    context = {
        "survey": survey,
        "form_title": in_language(form.first.words, get_language() or "vi"),
        "found": found,
        "days": days,
        "periods": PERIODS,
        "measured": measured(survey.kind),
        "figure": figure(found.all, survey.kind),
        "interval": interval(found.all, survey.kind) if found.all else "",
        "enough": ENOUGH,
        "fewest": FEWEST_OF_STAFF,
        "trend": _trend(found.cuts.get("month", []), survey.kind),
        "parts": _parts(found.all, survey.kind),
        "tables": [
            _table(cut, title, found, survey, names) for cut, title in cut_titles() if found.cuts.get(cut)
        ],
        "reasons": _reasons(survey, form, chosen(survey, since=since, until=now, last=last))
        if found.all or survey.kind == QuestionKind.CHOICE
        else [],
        "further": _further(further(survey, form, since=since, until=now, last=last)),
        "themes": spoken_of(survey, since=since, until=now) if survey.audience == Audience.CUSTOMERS else [],
        "held_out": HELD_OUT_REVIEWS,
        "last_words": _last_words(survey, last),
    }
    return render(request, "console/surveys/show.html", context)


def _days(request: StaffRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 and int(asked) in PERIODS else 365


def _trend(months: list[Scored], kind: str) -> Figure | None:
    if len(months) < 2:
        return None
    first, last = months[0], months[-1]
    facts = {"first": figure(first, kind), "last": figure(last, kind), "month": label_of("month", first.name, {}),
             "until": label_of("month", last.name, {})}  # fmt: skip
    unit = Unit("number") if kind == QuestionKind.NPS else PERCENT
    categories = [label_of("month", one.name, {}) for one in months]
    series = [
        Series(measured(kind), [round(one.figure, 1) for one in months]),
        Series(_("lowest"), [round(one.lowest, 1) for one in months]),
        Series(_("highest"), [round(one.highest, 1) for one in months]),
    ]
    rows = [
        (label_of("month", one.name, {}), figure(one, kind), interval(one, kind), number(one.responses))
        for one in months
    ]
    return Figure(
        _("From %(first)s in %(month)s to %(last)s in %(until)s") % facts,
        Lines(categories, series, unit),
        (_("Month"), measured(kind), _("Confidence interval"), _("Answers")),
        rows,
        note=_("Where “lowest” and “highest” of two months overlap, the score may not have moved at all."),
    )


def _parts(one: Scored | None, kind: str) -> list[tuple[str, int, str]]:
    """How many answered high, middle and low, with shares."""
    if one is None:
        return []
    is_nps = kind == QuestionKind.NPS
    titles = (
        (_("Promoters"), _("Passives"), _("Detractors")) if is_nps else (_("High"), _("Middle"), _("Low"))
    )
    counts = (one.high, one.middle, one.low)
    return [
        (title, count, percent(100 * count / one.responses, 0))
        for title, count in zip(titles, counts, strict=True)
    ]


def _table(
    cut: str, title: str, found: Results, survey: Survey, names: Mapping[str, Mapping[str, str]]
) -> CutTable:
    return CutTable(
        title,
        [
            (label_of(cut, one.name, names), one, figure(one, survey.kind), interval(one, survey.kind))
            for one in found.cuts[cut]
        ],
    )


def _further(found: list[Further]) -> list[tuple[str, Further, str]]:
    """The further scales by their words, each with its interval."""
    language = get_language() or "vi"
    return [
        (
            in_language(one.question.words, language), one,
            _("%(low)s to %(high)s") % {"low": percent(one.lowest, 0), "high": percent(one.highest, 0)},
        )
        for one in found
    ]  # fmt: skip


def _reasons(survey: Survey, form: SurveyForm, counts: Mapping[tuple[str, str], int]) -> list[Figure]:
    """Every question of choices that was answered, the most tapped first."""
    language, figures = get_language() or "vi", []
    for question in form.questions:
        taps = [
            (in_language(choice.words, language), counts.get((question.key, choice.key), 0))
            for choice in question.choices
        ]
        taps = sorted((one for one in taps if one[1]), key=lambda one: -one[1])
        if taps and (
            survey.audience != Audience.STAFF or min(count for _words, count in taps) >= FEWEST_OF_STAFF
        ):
            figures.append(Figure(
                _("%(words)s: most often “%(first)s”")
                % {"words": in_language(question.words, language), "first": taps[0][0]},
                Bars([words for words, _count in taps], [Series(_("Answers"), [count for _words, count in taps])],
                     lying=True),
                (_("Answer"), _("Times")),
                [(words, number(count)) for words, count in taps],
                height_rem=max(8, 2.5 * len(taps)),
            ))  # fmt: skip
    return figures


def _last_words(survey: Survey, last: int | None) -> list[Response]:
    rows = survey.responses.exclude(words="").select_related("customer__root")
    if last is not None:
        rows = rows.filter(pk__lte=last)
    return list(rows.order_by("-answered_at", "-pk")[:LAST_WORDS])
