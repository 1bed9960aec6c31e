"""Make a survey, let it ask something else, close it; every version is kept."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.surveys.errors import BadSurvey
from quen.surveys.events import SurveyChanged
from quen.surveys.find import newest_version, survey_numbered
from quen.surveys.form import SurveyForm, refuse_unfit, to_json
from quen.surveys.models import Audience, Survey, SurveyVersion

LONGEST_NAME = 120


@transaction.atomic
def make_survey(
    *, name: str, form: SurveyForm, at: datetime, by: Actor, audience: Audience = Audience.CUSTOMERS,
    is_anonymous: bool = False, is_of_product: bool = False,
) -> Survey:  # fmt: skip
    """A survey with its first version. One of staff is anonymous always, and about no product. Raises BadSurvey."""
    name = _checked_name(name)
    if is_of_product and audience == Audience.STAFF:
        raise BadSurvey(gettext_noop("This survey is for staff."))
    refuse_unfit(form)
    survey = Survey.objects.create(
        name=name, kind=form.kind, audience=audience, is_anonymous=is_anonymous or audience == Audience.STAFF,
        is_of_product=is_of_product, made_at=at, changed_at=at, made_by=str(by),
    )  # fmt: skip
    _keep_version(survey, form, at=at, by=by)
    _tell(survey, "made", at=at, by=by)
    return survey


@transaction.atomic
def change_survey(*, survey: int, name: str, form: SurveyForm, at: datetime, by: Actor) -> Survey:
    """It is called and asks so from now on; the first question stays of its kind, so that its scores stay one row.

    Nothing changed, nothing written. Raises BadSurvey, NoSuchSurvey.
    """
    row = survey_numbered(survey, is_held=True)
    name = _checked_name(name, but=row.pk)
    refuse_unfit(form)
    if form.kind != row.kind:
        raise BadSurvey(
            gettext_noop("The first question stays of its kind. Make another survey for another scale.")
        )
    asks_anew = newest_version(row).form != to_json(form)
    if name == row.name and not asks_anew:
        return row
    row.name, row.changed_at, row.version = name, at, row.version + asks_anew
    row.save(update_fields=["name", "changed_at", "version"])
    if asks_anew:
        _keep_version(row, form, at=at, by=by)
    _tell(row, "changed", at=at, by=by)
    return row


@transaction.atomic
def close_survey(*, survey: int, at: datetime, by: Actor) -> Survey:
    """Ask nobody any more; its links say so. Answers stay. Raises NoSuchSurvey."""
    row = survey_numbered(survey, is_held=True)
    if row.closed_at is None:
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        _tell(row, "closed", at=at, by=by)
    return row


@transaction.atomic
def reopen_survey(*, survey: int, at: datetime, by: Actor) -> Survey:
    """Ask again. Raises NoSuchSurvey, and BadSurvey where its name was given to another meanwhile."""
    row = survey_numbered(survey, is_held=True)
    if row.closed_at is not None:
        _checked_name(row.name, but=row.pk)
        row.closed_at = None
        row.save(update_fields=["closed_at"])
        _tell(row, "reopened", at=at, by=by)
    return row


def _keep_version(survey: Survey, form: SurveyForm, *, at: datetime, by: Actor) -> None:
    SurveyVersion.objects.create(
        survey=survey, number=survey.version, form=to_json(form), written_at=at, written_by=str(by)
    )


def _tell(survey: Survey, change: str, *, at: datetime, by: Actor) -> None:
    emit(
        SurveyChanged(
            at=at, by=by, subject=survey.pk, survey=survey.name, change=change, version=survey.version
        )
    )


def _checked_name(name: str, *, but: int = 0) -> str:
    name = tidy(name)
    if not name or len(name) > LONGEST_NAME:
        raise BadSurvey(
            gettext_noop("Give the survey a name of at most %(most)s letters."), most=LONGEST_NAME
        )
    if Survey.objects.filter(name=name, closed_at=None).exclude(pk=but).exists():
        raise BadSurvey(gettext_noop("There is a survey “%(name)s” already. Choose another name."), name=name)
    return name
