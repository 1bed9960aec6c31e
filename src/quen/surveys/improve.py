"""Record what was changed because of feedback, and find those who said it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import start_of
from quen.surveys.errors import BadSurvey, NoSuchSurvey
from quen.surveys.events import ImprovementRecorded
from quen.surveys.find import survey_numbered
from quen.surveys.improved_models import Improvement, Told
from quen.surveys.models import Audience, Response
from quen.surveys.scales import Band
from quen.surveys.themes.theme import Mood, Theme

LONGEST_TITLE, LONGEST_WORDS = 120, 600
REMEMBERED = timedelta(days=365)
"""Whoever said it longer ago has forgotten that she did."""


@transaction.atomic
def record_improvement(
    *, title: str, words: str, since: date, survey: int | None, theme: Theme | None, at: datetime, by: Actor
) -> Improvement:
    """Keep it; nobody is told yet. Raises BadSurvey, NoSuchSurvey."""
    title, words = tidy(title), words.replace("\x00", "").strip()
    if not title or len(title) > LONGEST_TITLE or not words or len(words) > LONGEST_WORDS:
        raise BadSurvey(
            gettext_noop("Say what was changed in at most %(title)s letters, and how in at most %(words)s."),
            title=LONGEST_TITLE, words=LONGEST_WORDS,
        )  # fmt: skip
    if survey is None and theme is None:
        raise BadSurvey(gettext_noop("Say what it answers: a survey, a theme, or both."))
    if survey is not None and survey_numbered(survey).audience != Audience.CUSTOMERS:
        raise BadSurvey(gettext_noop("Answers of staff have no names: nobody could be told."))
    row = Improvement.objects.create(
        title=title,
        words=words,
        since=since,
        survey_id=survey,
        theme=theme or "",
        made_at=at,
        made_by=str(by),
    )
    emit(ImprovementRecorded(at=at, by=by, subject=row.pk, title=title, change="recorded"))
    return row


@transaction.atomic
def withdraw_improvement(*, improvement: int, at: datetime, by: Actor) -> Improvement:
    """Tell nobody any more; who was told stays told. Raises NoSuchSurvey."""
    row = improvement_held(improvement)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        emit(ImprovementRecorded(at=at, by=by, subject=row.pk, title=row.title, change="withdrawn"))
    return row


@transaction.atomic
def tell_from_now(*, improvement: int, template: int, at: datetime, by: Actor) -> Improvement:
    """Those who said it are told by this message from now on; said twice, it is the first text that tells.

    Raises NoSuchSurvey, BadSurvey.
    """
    row = improvement_held(improvement)
    if row.withdrawn_at is not None:
        raise BadSurvey(gettext_noop("This was taken back: nobody is told of it."))
    if row.told_from is None:
        row.template, row.told_from = template, at
        row.save(update_fields=["template", "told_from"])
        emit(ImprovementRecorded(at=at, by=by, subject=row.pk, title=row.title, change="told"))
    return row


def improvement_held(improvement: int) -> Improvement:
    """The row, held until the transaction ends. Raises NoSuchSurvey."""
    row = Improvement.objects.select_for_update().filter(pk=improvement).first()
    if row is None:
        raise NoSuchSurvey(gettext_noop("No such change was recorded."))
    return row


def who_said_it(improvement: Improvement, zone: ZoneInfo | None = None) -> QuerySet[Response]:
    """The answers with a name it answers, given before it was there.

    Of a theme those that blamed or named it; of a whole survey those with words or a low score.
    """
    begins = start_of(improvement.since, zone)
    rows = Response.objects.filter(
        customer__isnull=False, survey__audience=Audience.CUSTOMERS,
        answered_at__gte=begins - REMEMBERED, answered_at__lt=begins,
    )  # fmt: skip
    if improvement.survey_id is not None:
        rows = rows.filter(survey=improvement.survey_id)
    if not improvement.theme:
        return rows.filter(Q(band=Band.LOW) | ~Q(words=""))
    blamed, named = ({improvement.theme: mood.value} for mood in (Mood.BLAME, Mood.NAMED))
    return rows.filter(Q(themes__contains=blamed) | Q(themes__contains=named))


def not_told_yet(improvement: Improvement, zone: ZoneInfo | None = None) -> QuerySet[Response, int]:
    """The customers who said it and neither were told nor have it waiting, as whom they now count; each once."""
    told = Told.objects.filter(improvement=improvement).filter(
        Q(customer=OuterRef("whom")) | Q(customer__root=OuterRef("whom"))
    )
    rows = who_said_it(improvement, zone).annotate(whom=Coalesce(F("customer__root"), F("customer")))
    return rows.filter(~Exists(told)).order_by("whom").values_list("whom", flat=True).distinct()
