"""A survey by its number, with what it asks now."""

from quen.kernel.sentences import gettext_noop
from quen.surveys.errors import NoSuchSurvey, SurveyClosed
from quen.surveys.form import SurveyForm, from_json
from quen.surveys.models import Survey, SurveyVersion


def survey_numbered(survey: int, *, is_held: bool = False) -> Survey:
    """The survey, its row held until the transaction ends where asked. Raises NoSuchSurvey."""
    rows = Survey.objects.select_for_update() if is_held else Survey.objects.all()
    found = rows.filter(pk=survey).first()
    if found is None:
        raise NoSuchSurvey(gettext_noop("There is no such survey."))
    return found


def open_survey(survey: int) -> Survey:
    """One that is still asked. Raises NoSuchSurvey, SurveyClosed."""
    found = survey_numbered(survey)
    if found.closed_at is not None:
        raise SurveyClosed(gettext_noop("This survey is over. Thank you for wanting to tell us."))
    return found


def newest_version(survey: Survey) -> SurveyVersion:
    """What it asks now."""
    return SurveyVersion.objects.get(survey=survey, number=survey.version)


def form_of(version: SurveyVersion) -> SurveyForm:
    """The version's form."""
    return from_json(version.form)
