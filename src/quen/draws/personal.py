"""What this room keeps about persons: entries under a pseudonym, which a published draw is proved by."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

_PROOF = gettext_noop(
    "A published draw can be recomputed by anybody; entries stay under a pseudonym, without words."
)

KEPT = (
    Kept(
        model="draws.entry", of=("customer",), called=gettext_noop("Entries in draws"),
        tells=("draw__name", "made_at", "source", "count", "text"), fate=Fate.BLANKED, blanks=("text",),
        plain=("source",), because=_PROOF,
    ),
    Kept(
        model="draws.participant", of=("customer",), called=gettext_noop("Part in draws"),
        tells=("draw__name", "label", "entries", "text"), fate=Fate.BLANKED, blanks=("text",), plain=("label",),
        because=_PROOF,
    ),
    Kept(
        model="draws.winner", of=("participant__customer",), called=gettext_noop("Draws won"),
        tells=("draw__name", "rank", "prize__name"), fate=Fate.STAYS, plain=("entry",), because=_PROOF,
    ),
    Kept(
        model="draws.award", of=("winner__participant__customer",), called=gettext_noop("Prizes"),
        tells=("prize__name", "state", "won_at", "ended_at", "note"), fate=Fate.BLANKED, blanks=("note",),
        because=_PROOF,
    ),
    Kept(
        model="draws.mark", of=("participant__customer",), called=gettext_noop("Marks of judges"),
        tells=("points",), fate=Fate.STAYS, because=_PROOF,
    ),
)  # fmt: skip
NOBODY = frozenset({"draws.draw", "draws.judge", "draws.prize"})
