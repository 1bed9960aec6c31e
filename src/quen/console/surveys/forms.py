"""A survey as a form: its questions as rows, words in two languages beside each other."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.surveys.form import LONGEST, MOST_QUESTIONS, Choice, Question, SurveyForm, Words
from quen.surveys.scales import Band, QuestionKind

_PARTED = "|"


class HeadForm(forms.Form):
    """What is said of the survey as a whole."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For you: customers do not see it."))
    thanks_vi = forms.CharField(label=_("Thanks, in Vietnamese"), max_length=LONGEST, required=False)
    thanks_en = forms.CharField(label=_("Thanks, in English"), max_length=LONGEST, required=False)


class QuestionForm(forms.Form):
    """One question. Without words in either language it is left out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)
    kind = forms.ChoiceField(
        label=_("Kind of question"), choices=QuestionKind.choices, initial=QuestionKind.TEXT
    )
    words_vi = forms.CharField(label=_("Question, in Vietnamese"), max_length=LONGEST, required=False)
    words_en = forms.CharField(label=_("Question, in English"), max_length=LONGEST, required=False)
    choices = forms.CharField(
        label=_("Answers to choose from"), required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("One a line, for choices only: Vietnamese | English"),
    )  # fmt: skip
    takes_many = forms.BooleanField(label=_("Several may be chosen"), required=False)
    least = forms.CharField(
        label=_("Words at the low end"), required=False, max_length=2 * LONGEST,
        help_text=_("For scales only: Vietnamese | English"),
    )  # fmt: skip
    most = forms.CharField(label=_("Words at the high end"), required=False, max_length=2 * LONGEST)
    shown_to = forms.MultipleChoiceField(
        label=_("Asked after a first answer that is"), choices=Band.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Of everybody, where none is chosen."),
    )  # fmt: skip


def rows_of(form: SurveyForm) -> list[dict[str, Any]]:
    """The questions as the rows start with them."""
    return [
        {
            "key": each.key, "kind": each.kind, "words_vi": each.words.get("vi", ""),
            "words_en": each.words.get("en", ""), "takes_many": each.takes_many,
            "choices": "\n".join(_written(choice.words) for choice in each.choices),
            "least": _written(each.least), "most": _written(each.most), "shown_to": list(each.shown_to),
        }
        for each in form.questions
    ]  # fmt: skip


def question_forms(data: Any, form: SurveyForm) -> list[QuestionForm]:
    """A row for each question there is, and one more."""
    rows = rows_of(form)
    count = min(len(rows) + 1, MOST_QUESTIONS)
    if data is not None:
        count = sum(f"q{number}-kind" in data for number in range(MOST_QUESTIONS))
    rows += [{}] * (count - len(rows))
    return [QuestionForm(data, prefix=f"q{number}", initial=row) for number, row in enumerate(rows[:count])]


def form_typed(head: HeadForm, rows: Sequence[QuestionForm], before: SurveyForm) -> SurveyForm:
    """What was typed, as a form; questions and choices that were there keep their keys."""
    typed = head.cleaned_data
    known = {question.key: question for question in before.questions}
    taken = set(known)
    questions = []
    for row in rows:
        if row.cleaned_data["words_vi"] or row.cleaned_data["words_en"]:
            questions.append(_question(row.cleaned_data, known, taken))
    return SurveyForm(tuple(questions), _words(typed["thanks_vi"], typed["thanks_en"]))


def _question(typed: dict[str, Any], known: dict[str, Question], taken: set[str]) -> Question:
    key = typed["key"] if typed["key"] in known else _free("q", taken)
    taken.add(key)
    kind = QuestionKind(typed["kind"])
    old = known[key].choices if key in known else ()
    return Question(
        key=key,
        kind=kind,
        words=_words(typed["words_vi"], typed["words_en"]),
        choices=_choices(typed["choices"], old) if kind == QuestionKind.CHOICE else (),
        takes_many=typed["takes_many"] and kind == QuestionKind.CHOICE,
        shown_to=tuple(Band(band) for band in typed["shown_to"]),
        least=_parted(typed["least"]),
        most=_parted(typed["most"]),
    )


def _choices(text: str, old: Iterable[Choice]) -> tuple[Choice, ...]:
    old = tuple(old)
    keys = {choice.words.get("vi", ""): choice.key for choice in old}
    taken = {choice.key for choice in old}
    choices = []
    for line in text.splitlines():
        if not line.strip():
            continue
        words = _parted(line)
        key = keys.get(words.get("vi", "")) or _free("c", taken)
        taken.add(key)
        choices.append(Choice(key, words))
    return tuple(choices)


def _free(letter: str, taken: set[str]) -> str:
    return next(name for number in range(1, 100) if (name := f"{letter}{number}") not in taken)


def _written(words: Words) -> str:
    return f" {_PARTED} ".join(part for part in (words.get("vi", ""), words.get("en", "")) if part)


def _parted(text: str) -> Words:
    vi, _parted_by, en = text.partition(_PARTED)
    return _words(vi, en)


def _words(vi: str, en: str) -> Words:
    return {name: text for name, text in (("vi", vi.strip()), ("en", en.strip())) if text}
