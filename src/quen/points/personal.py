"""What this room keeps about persons: the ledger, whose sums outlive a name."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

_BOOKS = gettext_noop("The points ledger is a book: it stays, without a name and without words.")

KEPT = (
    Kept(
        model="points.account", of=("customer",), called=gettext_noop("Points account"),
        tells=("balance", "reserved"), fate=Fate.STAYS, because=_BOOKS,
    ),
    Kept(
        model="points.accrual", of=("customer",), called=gettext_noop("Points for purchases"),
        tells=("purchase_id", "points", "judged"), fate=Fate.STAYS, plain=("judged",), because=_BOOKS,
    ),
    Kept(
        model="points.adjustment", of=("customer",), called=gettext_noop("Corrections of points"),
        tells=("asked_at", "points", "reason", "state", "decided_at"), fate=Fate.BLANKED, blanks=("reason",),
        plain=("key", "digest"), because=_BOOKS,
    ),
    Kept(
        model="points.lot", of=("account__customer",), called=gettext_noop("Points and when they expire"),
        tells=("earned_at", "points", "remaining", "expires_at"), fate=Fate.STAYS, because=_BOOKS,
    ),
    Kept(
        model="points.transfer", of=("entries__account__customer",), called=gettext_noop("Transfers of points"),
        tells=("id", "happened_at", "kind", "reason"), fate=Fate.BLANKED, blanks=("reason",), plain=("key", "digest"),
        because=_BOOKS,
    ),
    Kept(
        model="points.entry", of=("account__customer",), called=gettext_noop("Entries of transfers"),
        tells=("transfer_id", "book", "points"), fate=Fate.STAYS, because=_BOOKS,
    ),
    Kept(
        model="points.exchange", of=("transfer__entries__account__customer",),
        called=gettext_noop("Points exchanged with partners"),
        tells=("partner__name", "theirs", "reference"), fate=Fate.BLANKED, blanks=("reference",), because=_BOOKS,
    ),
    Kept(
        model="points.reservation", of=("account__customer",), called=gettext_noop("Points set aside"),
        tells=("points", "state", "expires_at"), fate=Fate.STAYS, plain=("purpose",), because=_BOOKS,
    ),
)  # fmt: skip
NOBODY = frozenset({"points.partner", "points.pointssettings"})
