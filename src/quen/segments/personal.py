"""What this room keeps about persons: copies of facts to count by, made anew for a number, and lists of staff."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="segments.listed", of=("customer",), called=gettext_noop("Lists she is on"), tells=("segment",),
        fate=Fate.GONE,
    ),
    Kept(
        model="segments.profile", of=("customer",), called=gettext_noop("What segments ask of her"),
        tells=("birth_date", "gender", "language", "source", "stage", "value_band", "rfm", "tier", "tags"),
        fate=Fate.GONE,
    ),
    Kept(
        model="segments.tally", of=("customer",), called=gettext_noop("Days and sums of purchases by kind"),
        tells=("of", "times", "first_day", "last_day"), fate=Fate.STAYS, plain=("of", "days", "spent", "places"),
        because=gettext_noop("Sums of purchases, under a number without a name."),
    ),
)  # fmt: skip
NOBODY = frozenset(
    {
        "segments.channelnumber", "segments.fifths", "segments.grouping", "segments.round", "segments.segment",
        "segments.segmentcount", "segments.segmentversion",
    }
)  # fmt: skip
