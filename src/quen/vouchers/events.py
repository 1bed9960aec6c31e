"""What happens to vouchers. `subject` is the voucher, or the use where a public code has none, or the kind."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening

RETURNED = "returned"  # the reason why what a returned purchase had brought is void
PARTED = "parted"  # the reason why a voucher of cards two members had filled together is void


@dataclass(frozen=True, kw_only=True)
class KindMade(Happening):
    """A kind of voucher was made. `subject` is the kind, as in the next two."""

    kind: ClassVar[str] = "voucher_kind.made"
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class KindChanged(Happening):
    """Its name, code or terms were changed."""

    kind: ClassVar[str] = "voucher_kind.changed"
    key: str


@dataclass(frozen=True, kw_only=True)
class KindStopped(Happening):
    """It no longer counts (`is_stopped`), or counts again."""

    kind: ClassVar[str] = "voucher_kind.stopped"
    key: str
    is_stopped: bool


@dataclass(frozen=True, kw_only=True)
class BatchMade(Happening):
    """Single codes were made. `subject` is the batch, as in the next."""

    kind: ClassVar[str] = "voucher_batch.made"
    key: str
    codes: int


@dataclass(frozen=True, kw_only=True)
class BatchVoided(Happening):
    """What was unused of a batch no longer counts."""

    kind: ClassVar[str] = "voucher_batch.voided"
    voided: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoucherIssued(Happening):
    """A customer was given a voucher."""

    kind: ClassVar[str] = "voucher.issued"
    code: str
    name: str
    valid_until: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class VoucherUsed(Happening):
    """A voucher took so much off a sale."""

    kind: ClassVar[str] = "voucher.used"
    code: str
    name: str
    discount_minor: int
    purchase: int | None = None


@dataclass(frozen=True, kw_only=True)
class VoucherGivenBack(Happening):
    """The sale came back, and the voucher can be used again."""

    kind: ClassVar[str] = "voucher.given_back"
    code: str
    name: str
    purchase: int | None = None


@dataclass(frozen=True, kw_only=True)
class VoucherVoided(Happening):
    """A voucher no longer counts."""

    kind: ClassVar[str] = "voucher.voided"
    code: str
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoucherExpired(Happening):
    """Nobody used it in time."""

    kind: ClassVar[str] = "voucher.expired"
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class VoucherLeased(Happening):
    """A till holds uses for a time without a line. `subject` is the lease."""

    kind: ClassVar[str] = "voucher_lease.made"
    key: str
    till: str
    uses: int


@dataclass(frozen=True, kw_only=True)
class VoucherLeaseEnded(Happening):
    """The till gave back what it had not used, or its time was over. `subject` is the lease, as in the next."""

    kind: ClassVar[str] = "voucher_lease.ended"
    key: str
    till: str
    left: int


@dataclass(frozen=True, kw_only=True)
class VoucherFreed(Happening):
    """Staff let a voucher that a till held be used everywhere again."""

    kind: ClassVar[str] = "voucher.freed"
    code: str
    name: str
    till: str
