"""What happens to customers."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class CustomerAdded(Happening):
    """A customer became known."""

    kind: ClassVar[str] = "customer.added"
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerEdited(Happening):
    """Facts were changed: field → value, before and after."""

    kind: ClassVar[str] = "customer.edited"
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class IdentityAdded(Happening):
    """The customer is recognised by one thing more."""

    kind: ClassVar[str] = "identity.added"
    identity: str
    value: str


@dataclass(frozen=True, kw_only=True)
class IdentityRemoved(Happening):
    """The customer is no longer recognised by this."""

    kind: ClassVar[str] = "identity.removed"
    identity: str
    value: str


@dataclass(frozen=True, kw_only=True)
class CustomerErased(Happening):
    """What identified her is gone, at her wish; a number without a name is left."""

    kind: ClassVar[str] = "customer.erased"


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Happening):
    """She asks to be forgotten; it is done at `erases_at`, and the law's last day is `due_on`."""

    kind: ClassVar[str] = "customer.erasure_asked"
    way: str
    erases_at: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ErasureTakenBack(Happening):
    """She stays."""

    kind: ClassVar[str] = "customer.erasure_taken_back"


@dataclass(frozen=True, kw_only=True)
class PersonExported(Happening):
    """All that is kept about one person left the house in a file."""

    kind: ClassVar[str] = "customer.exported"


@dataclass(frozen=True, kw_only=True)
class CustomerTagged(Happening):
    """Tags were put on or taken off."""

    kind: ClassVar[str] = "customer.tagged"
    added: list[str]
    removed: list[str]


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Happening):
    """A note was written; `subject` is the note."""

    kind: ClassVar[str] = "note.written"
    text: str


@dataclass(frozen=True, kw_only=True)
class NoteEdited(Happening):
    """A note's text was changed."""

    kind: ClassVar[str] = "note.edited"
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class NoteDeleted(Happening):
    """A note was taken away; it can be brought back."""

    kind: ClassVar[str] = "note.deleted"


@dataclass(frozen=True, kw_only=True)
class NoteRestored(Happening):
    """A deleted note was brought back."""

    kind: ClassVar[str] = "note.restored"


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Happening):
    """The customer said yes; `subject` is the consent."""

    kind: ClassVar[str] = "consent.given"
    purpose: str
    channel: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Happening):
    """The customer said no; `subject` is the consent."""

    kind: ClassVar[str] = "consent.withdrawn"
    purpose: str
    channel: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class HouseholdJoined(Happening):
    """The customer counts with a household; `subject` is the household."""

    kind: ClassVar[str] = "household.joined"


@dataclass(frozen=True, kw_only=True)
class HouseholdLeft(Happening):
    """The customer no longer counts with a household; `subject` is the household."""

    kind: ClassVar[str] = "household.left"


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Happening):
    """The person speaks for a company, or has another part there; `subject` is the company."""

    kind: ClassVar[str] = "contact.added"
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactRemoved(Happening):
    """The person no longer speaks for a company; `subject` is the company."""

    kind: ClassVar[str] = "contact.removed"


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Happening):
    """Two customers were found to be one. Told to both; `subject` is the merge."""

    kind: ClassVar[str] = "customers.merged"
    merged: int
    into: int


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Happening):
    """Two merged customers were found to be two after all. Told to both; `subject` is the merge."""

    kind: ClassVar[str] = "merge.undone"
    merged: int
    into: int


@dataclass(frozen=True, kw_only=True)
class CustomersToldApart(Happening):
    """Two alike customers were found to be two people. Told to both."""

    kind: ClassVar[str] = "customers.told_apart"
    first: int
    second: int


@dataclass(frozen=True, kw_only=True)
class CustomersExported(Happening):
    """A file with personal data was made of the customers a list showed: of no one customer, for the audit."""

    kind: ClassVar[str] = "customers.exported"
    customers: int
    file_format: str
    query: str
