"""What a survey asks, as data: one question first, the others only for who wants to say more.

``{"questions": [{"key": "score", "kind": "nps", "words": {"vi": "…", "en": "…"}}], "thanks": {"vi": "…", "en": "…"}}``
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.surveys.errors import BadSurvey
from quen.surveys.scales import SCALES, Band, QuestionKind

LANGUAGES = ("vi", "en")
MOST_QUESTIONS, MOST_CHOICES, LONGEST = 8, 12, 300
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")

Words = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One thing to tap."""

    key: str
    words: Words


@dataclass(frozen=True)
class Question:
    """One question. `shown_to`: after which kind of first answer it is asked; empty: after every one.

    `least` and `most` are the words at the two ends of a scale.
    """

    key: str
    kind: QuestionKind
    words: Words
    choices: tuple[Choice, ...] = ()
    takes_many: bool = False
    shown_to: tuple[Band, ...] = ()
    least: Words = field(default_factory=dict)
    most: Words = field(default_factory=dict)

    def is_asked_of(self, band: Band | None) -> bool:
        """Whether it follows a first answer taken so."""
        return not self.shown_to or band in self.shown_to


@dataclass(frozen=True)
class SurveyForm:
    """All questions in order, and what is said at the end."""

    questions: tuple[Question, ...]
    thanks: Words

    @property
    def first(self) -> Question:
        return self.questions[0]

    @property
    def kind(self) -> QuestionKind:
        """What kind of survey it is: that of its first question."""
        return self.first.kind

    def following(self, band: Band | None) -> list[Question]:
        """The questions after the first for who answered it so."""
        return [question for question in self.questions[1:] if question.is_asked_of(band)]

    def band(self, score: int | None) -> Band | None:
        """How the first answer is taken; None where it is no score."""
        scale = SCALES.get(self.kind)
        return None if scale is None or score is None else scale.band(score)


def in_language(words: Words, language: str) -> str:
    """The words in that language, else in whichever there is."""
    short = language.partition("-")[0]
    return words.get(short) or next((words[one] for one in LANGUAGES if words.get(one)), "")


def to_json(form: SurveyForm) -> dict[str, Any]:
    """As it is kept; `from_json` reads it."""
    return {"questions": [_question_json(each) for each in form.questions], "thanks": dict(form.thanks)}


def from_json(values: Mapping[str, Any]) -> SurveyForm:
    """The form that JSON says. Raises BadSurvey where it could not be asked."""
    questions = tuple(_question(each) for each in values.get("questions") or ())
    form = SurveyForm(questions, _words(values.get("thanks") or {}))
    refuse_unfit(form)
    return form


def refuse_unfit(form: SurveyForm) -> None:
    """Raises BadSurvey where the form could not be asked."""
    if not 1 <= len(form.questions) <= MOST_QUESTIONS:
        raise BadSurvey(gettext_noop("A survey asks 1 to %(most)s questions."), most=MOST_QUESTIONS)
    if len({question.key for question in form.questions}) < len(form.questions):
        raise BadSurvey(gettext_noop("Two questions have one key."))
    if form.first.shown_to:
        raise BadSurvey(gettext_noop("The first question is asked of everybody."))
    if form.first.kind == QuestionKind.PHOTO:
        raise BadSurvey(gettext_noop("A survey begins with a tap or words; ask for a photo after it."))
    for question in form.questions:
        _refuse_question(question)
    _refuse_words(form.thanks, is_needed=False)


def _refuse_question(question: Question) -> None:
    if not _KEY.fullmatch(question.key):
        raise BadSurvey(
            gettext_noop("A key is small letters, digits and _, at most 30; “%(key)s” is none."),
            key=question.key,
        )
    _refuse_words(question.words)
    for words in (question.least, question.most):
        _refuse_words(words, is_needed=False)
    if question.kind != QuestionKind.CHOICE:
        return
    keys = {choice.key for choice in question.choices}
    if not 2 <= len(question.choices) <= MOST_CHOICES or len(keys) < len(question.choices):
        raise BadSurvey(gettext_noop("A choice offers 2 to %(most)s different answers."), most=MOST_CHOICES)
    for choice in question.choices:
        _refuse_words(choice.words)


def _refuse_words(words: Words, *, is_needed: bool = True) -> None:
    if is_needed and not any(words.values()):
        raise BadSurvey(gettext_noop("Every question and answer needs its words."))
    if any(len(text) > LONGEST for text in words.values()):
        raise BadSurvey(gettext_noop("Words of a survey have at most %(most)s letters."), most=LONGEST)


def _question(values: Mapping[str, Any]) -> Question:
    kind = str(values.get("kind"))
    bands: Sequence[str] = values.get("shown_to") or ()
    if kind not in QuestionKind.values or any(band not in Band.values for band in bands):
        raise BadSurvey(gettext_noop("There is no such kind of question."))
    choices = values.get("choices") or ()
    return Question(
        key=str(values.get("key") or ""),
        kind=QuestionKind(kind),
        words=_words(values.get("words") or {}),
        choices=tuple(Choice(str(one.get("key") or ""), _words(one.get("words") or {})) for one in choices),
        takes_many=bool(values.get("takes_many")),
        shown_to=tuple(Band(band) for band in bands),
        least=_words(values.get("least") or {}),
        most=_words(values.get("most") or {}),
    )


def _question_json(question: Question) -> dict[str, Any]:
    written: dict[str, Any] = {
        "key": question.key, "kind": question.kind.value, "words": dict(question.words),
        "choices": [{"key": one.key, "words": dict(one.words)} for one in question.choices],
        "takes_many": question.takes_many, "shown_to": [band.value for band in question.shown_to],
        "least": dict(question.least), "most": dict(question.most),
    }  # fmt: skip
    return {name: value for name, value in written.items() if value}


def _words(values: Mapping[str, Any]) -> Words:
    return {name: text for name in LANGUAGES if (text := tidy(str(values.get(name) or "")))}
