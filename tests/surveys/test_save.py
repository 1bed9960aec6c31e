"""Surveys are data with versions."""

from dataclasses import replace
from datetime import datetime

import pytest

from quen.events.models import Event
from quen.surveys.errors import BadSurvey
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import Choice, Question, SurveyForm, from_json, in_language, to_json
from quen.surveys.models import Audience, Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import change_survey, close_survey, make_survey, reopen_survey
from quen.surveys.scales import Band, QuestionKind
from tests.surveys.lan_answers import lan_is_asked, taps
from tests.world import World

NPS = READY_MADE["nps"].form


@pytest.mark.parametrize("key", READY_MADE)
def test_every_ready_made_survey_can_be_asked_in_both_languages(key: str) -> None:
    form = READY_MADE[key].form
    assert from_json(to_json(form)) == form
    for question in form.questions:
        for words in (question.words, *(choice.words for choice in question.choices)):
            assert set(words) == {"vi", "en"}
    assert form.kind.value == {"enps": "nps", "goodbye": "choice", "product": "stars"}.get(key, key)


def test_a_new_version_leaves_old_answers_with_what_was_asked(
    world: World, nps: Survey, now: datetime
) -> None:
    old = taps(lan_is_asked(world, nps, now), 9, now)
    form = replace(NPS, questions=NPS.questions[:1])
    change_survey(survey=nps.pk, name="Giới thiệu", form=form, at=now, by=world.by_mai)
    change_survey(survey=nps.pk, name="Giới thiệu", form=form, at=now, by=world.by_mai)
    nps.refresh_from_db()
    assert (nps.version, form_of(newest_version(nps)), form_of(old.version)) == (2, form, NPS)
    changes = Event.objects.filter(kind="survey.changed").order_by("id")
    assert [event.facts["change"] for event in changes] == ["made", "changed"]
    with pytest.raises(BadSurvey):
        change_survey(survey=nps.pk, name="x", form=READY_MADE["csat"].form, at=now, by=world.by_mai)


def test_a_name_is_free_again_once_its_survey_is_over(world: World, nps: Survey, now: datetime) -> None:
    with pytest.raises(BadSurvey):
        make_survey(name=" Giới  thiệu ", form=NPS, at=now, by=world.by_mai)
    close_survey(survey=nps.pk, at=now, by=world.by_mai)
    second = make_survey(name="Giới thiệu", form=NPS, at=now, by=world.by_mai)
    with pytest.raises(BadSurvey):
        reopen_survey(survey=nps.pk, at=now, by=world.by_mai)
    close_survey(survey=second.pk, at=now, by=world.by_mai)
    assert reopen_survey(survey=nps.pk, at=now, by=world.by_mai).closed_at is None


def test_a_survey_of_staff_is_anonymous_and_asks_no_customer(world: World, now: datetime) -> None:
    survey = make_survey(name="Nội bộ", form=NPS, at=now, by=world.by_mai, audience=Audience.STAFF)
    assert survey.is_anonymous
    with pytest.raises(BadSurvey):
        lan_is_asked(world, survey, now)


_Q = Question("score", QuestionKind.NPS, {"vi": "Hỏi"})
_CHOICE = Question(
    "why", QuestionKind.CHOICE, {"vi": "Vì sao"}, choices=(Choice("a", {"vi": "A"}), Choice("b", {"vi": "B"}))
)


@pytest.mark.parametrize(
    "questions",
    [
        (), (_Q, _Q), (replace(_Q, words={}),), (replace(_Q, key="Điểm"),), (replace(_Q, shown_to=(Band.LOW,)),),
        (_Q, replace(_CHOICE, choices=_CHOICE.choices[:1])), (_Q, replace(_CHOICE, choices=_CHOICE.choices[:1] * 2)),
        (replace(_Q, words={"vi": "x" * 301}),), tuple(replace(_Q, key=f"q{n}") for n in range(9)),
    ],
)  # fmt: skip
def test_what_could_not_be_asked_is_refused(questions: tuple[Question, ...]) -> None:
    with pytest.raises(BadSurvey):
        from_json(to_json(SurveyForm(questions, {})))


def test_words_in_one_language_serve_both() -> None:
    assert in_language({"vi": "Chào"}, "en-us") == "Chào"
    assert in_language({"vi": "Chào", "en": "Hello"}, "en") == "Hello"
