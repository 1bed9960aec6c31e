"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

_COUNTED = gettext_noop(
    "How many were asked and which score was given is counted; her words and pictures are erased."
)

KEPT = (
    Kept(
        model="surveys.dueask", of=("customer",), called=gettext_noop("Surveys to come"),
        tells=("due_at",), fate=Fate.GONE,
    ),
    Kept(
        model="surveys.invitation", of=("customer",), called=gettext_noop("Surveys she was asked"),
        tells=("asked_at", "survey__name", "way", "is_answered"), fate=Fate.STAYS, plain=("source_kind", "key"),
        because=_COUNTED,
    ),
    Kept(
        model="surveys.photo", of=("response__customer",), called=gettext_noop("Photos in answers"),
        tells=("taken_at", "question"), fate=Fate.GONE,
    ),
    Kept(
        model="surveys.response", of=("customer",), called=gettext_noop("Answers to surveys"),
        tells=("answered_at", "survey__name", "score", "answers", "words", "themes"), fate=Fate.BLANKED,
        blanks=("answers", "words", "themes"), plain=("key", "staff_name", "tier", "band", "language", "reward"),
        because=_COUNTED,
    ),
    Kept(
        model="surveys.told", of=("customer",), called=gettext_noop("Improvements she was told of"),
        tells=("told_at", "improvement__title"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY = frozenset({"surveys.askingrule", "surveys.improvement", "surveys.survey", "surveys.surveyversion"})
