"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="cards.card", of=("customer",), called=gettext_noop("Cards"),
        tells=("number", "state", "handed_out_at", "ended_at", "reason"), fate=Fate.GONE,
    ),
    Kept(
        model="cards.phonelink", of=("customer",), called=gettext_noop("Links that open her card"),
        tells=("made_at", "opened_at", "ended_at"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY = frozenset({"cards.batch", "cards.linkkey"})
