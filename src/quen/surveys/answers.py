"""What was tapped and typed, checked against the question it answers."""

from collections.abc import Iterable, Mapping, Sequence

from quen.kernel.sentences import gettext_noop
from quen.surveys.errors import BadAnswer
from quen.surveys.form import Question
from quen.surveys.scales import SCALES, QuestionKind

LONGEST_WORDS = 2_000

Answer = int | str | list[str]
Given = Mapping[str, Sequence[str]]
"""The values of each question's key, as a form sends them."""


def checked(question: Question, values: Sequence[str]) -> Answer | None:
    """The answer as it is kept; None where nothing was said. Raises BadAnswer."""
    said = [value for value in values if value.strip()]
    if not said or question.kind == QuestionKind.PHOTO:  # a photo is kept by photos.py
        return None
    if question.kind in SCALES:
        return _score(question, said[0])
    if question.kind == QuestionKind.CHOICE:
        return _choices(question, said)
    text = said[0].replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST_WORDS:
        raise BadAnswer(
            gettext_noop("At most %(most)s letters, please. Nothing was lost; shorten it and send again."),
            most=LONGEST_WORDS,
        )
    return text


def words_of(questions: Iterable[Question], answers: Mapping[str, object]) -> str:
    """All that was said in own words, one question after the other."""
    texts = (answers.get(question.key) for question in questions if question.kind == QuestionKind.TEXT)
    return "\n".join(text for text in texts if isinstance(text, str) and text)


def _score(question: Question, value: str) -> int:
    if not value.isascii() or not value.isdecimal() or int(value[:6]) not in SCALES[question.kind].scores:
        raise BadAnswer(gettext_noop("This is no answer to the question. Tap one of those shown."))
    return int(value)


def _choices(question: Question, values: Sequence[str]) -> list[str]:
    known = [choice.key for choice in question.choices if choice.key in set(values)]
    if len(known) != len(set(values)) or (len(known) > 1 and not question.takes_many):
        raise BadAnswer(gettext_noop("This is no answer to the question. Tap one of those shown."))
    return known
