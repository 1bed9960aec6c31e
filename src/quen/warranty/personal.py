"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="warranty.claim", of=("customer",), called=gettext_noop("Warranty claims"),
        tells=("opened_at", "serial", "fault", "proposed", "decision", "words", "decided_at", "place", "ended_at"),
        fate=Fate.BLANKED, blanks=("words",), dashes=("fault",),
        plain=("serial", "why", "clause_words", "decided_clause_words", "new_serial"),
        because=gettext_noop("That a thing was repaired or exchanged belongs to the books; her words are erased."),
    ),
    Kept(
        model="warranty.step", of=("claim__customer",), called=gettext_noop("Steps of warranty claims"),
        tells=("came_at", "place", "words"), fate=Fate.BLANKED, blanks=("words",),
    ),
)  # fmt: skip
NOBODY = frozenset({"warranty.termsversion"})
