"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="referrals.code", of=("customer",), called=gettext_noop("Code for friends"),
        tells=("code", "made_at"), fate=Fate.GONE,
    ),
    Kept(
        model="referrals.referral", of=("advocate", "friend"), called=gettext_noop("Referrals"),
        tells=("made_at", "state", "ended_at", "reason"), fate=Fate.BLANKED, blanks=("reason",), plain=("doubts",),
        because=gettext_noop("Whoever brought or was brought keeps what it earned; only numbers are left of her."),
    ),
)  # fmt: skip
NOBODY = frozenset({"referrals.terms"})
