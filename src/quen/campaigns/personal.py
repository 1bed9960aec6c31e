"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="campaigns.arm", of=("customer",), called=gettext_noop("Campaigns"),
        tells=("entered_at", "source_kind", "source_id", "arm", "reason"), fate=Fate.STAYS,
        plain=("source_kind", "reason"),
        because=gettext_noop("What a campaign brought is proved by numbers; they stay without a name."),
    ),
)  # fmt: skip
NOBODY = frozenset(
    {
        "campaigns.campaign", "campaigns.campaignsettings", "campaigns.estimaterun", "campaigns.measured",
        "campaigns.repetition", "campaigns.variant", "campaigns.varianttext",
    }
)  # fmt: skip
