"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="tiers.tiermove", of=("customer",), called=gettext_noop("Changes of tier"),
        tells=("moved_at", "before", "after"), fate=Fate.STAYS, plain=("before", "after"),
        because=gettext_noop("Names of tiers and days only, for counting."),
    ),
    Kept(
        model="tiers.tierwarning", of=("customer",), called=gettext_noop("Warnings of losing a tier"),
        tells=("due_on", "warned_at"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY: frozenset[str] = frozenset()
