"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="leads.lead", of=("customer",), called=gettext_noop("Leads"),
        tells=("came_at", "source", "utm_source", "utm_medium", "utm_campaign", "wish", "expected_minor", "stage",
               "state", "words", "ended_at"),
        fate=Fate.BLANKED, blanks=("wish", "words"),
        plain=("source", "utm_source", "utm_medium", "utm_campaign", "loss_reason"),
        because=gettext_noop("Where leads come from and what becomes of them is counted; what she wanted is erased."),
    ),
)  # fmt: skip
NOBODY = frozenset({"leads.competitor", "leads.sighting", "leads.sourcecost"})
