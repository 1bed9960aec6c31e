"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="rewards.claim", of=("customer",), called=gettext_noop("Rewards claimed"),
        tells=("claimed_at", "reward__name", "points", "state", "code"), fate=Fate.STAYS,
        plain=("code", "voucher", "key"),
        because=gettext_noop("What was given for points belongs to the books of points."),
    ),
)  # fmt: skip
NOBODY = frozenset({"rewards.picture", "rewards.reward"})
