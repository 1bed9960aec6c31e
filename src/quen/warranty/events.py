"""What happens to warranty claims; `subject` is the claim."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class _OfClaim(Happening):
    product: str
    serial: str


@dataclass(frozen=True, kw_only=True)
class WarrantyOpened(_OfClaim):
    """Goods came in with a claim. `is_proposed`: the terms say to accept."""

    kind: ClassVar[str] = "warranty.opened"
    fault: str
    is_proposed: bool
    clause: int | None


@dataclass(frozen=True, kw_only=True)
class WarrantyDecided(_OfClaim):
    """Accepted or refused, by a clause or against it."""

    kind: ClassVar[str] = "warranty.decided"
    is_accepted: bool
    is_against: bool
    clause: int | None
    words: str


@dataclass(frozen=True, kw_only=True)
class WarrantyMoved(_OfClaim):
    """The goods are somewhere else."""

    kind: ClassVar[str] = "warranty.moved"
    place: str
    words: str


@dataclass(frozen=True, kw_only=True)
class WarrantyReturned(_OfClaim):
    """The customer has goods or money: `place` says how. `days` since the goods came in."""

    kind: ClassVar[str] = "warranty.returned"
    place: str
    days: int
    new_serial: str
    words: str


@dataclass(frozen=True, kw_only=True)
class WarrantyReopened(_OfClaim):
    """A claim that had ended is under way again."""

    kind: ClassVar[str] = "warranty.reopened"


@dataclass(frozen=True, kw_only=True)
class TermsLaidDown(Happening):
    """New terms; `subject` is the version."""

    kind: ClassVar[str] = "warranty.terms"
    in_force_from: str
    clauses: int
