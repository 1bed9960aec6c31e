"""What can go wrong with customers, and what to do then."""

from quen.kernel.errors import QuenError


class SearchTooLong(QuenError):
    """The text to search for is longer than any name, phone or code."""


class NoSuchCustomer(QuenError):
    """No customer has this number."""

    http_status = 404


class NotAnIdentity(QuenError):
    """The text is no phone number, e-mail address, card or code."""


class IdentityTaken(QuenError):
    """Another customer is already recognised by it; `customer` is the one (her root)."""

    http_status = 409

    def __init__(self, template: str, *, customer: int, **facts: object) -> None:
        self.customer = customer
        super().__init__(template, customer=customer, **facts)


class NoSuchIdentity(QuenError):
    """The customer is not recognised by it."""

    http_status = 404


class UnknownFact(QuenError):
    """A fact that does not exist, or a value it cannot have."""


class BadTag(QuenError):
    """A tag that is empty, too long, or one too many."""


class BadNote(QuenError):
    """A note without text, or longer than a page."""


class NoSuchNote(QuenError):
    """The note does not exist, or is deleted."""

    http_status = 404


class ProofMissing(QuenError):
    """A consent without where and how it was given."""


class NotInHousehold(QuenError):
    """The customer belongs to no household, or to another one."""


class NotACompany(QuenError):
    """Contacts belong to companies, and companies are no contacts."""


class AlreadyMerged(QuenError):
    """The two are one already, or the one to be merged already counts as another."""

    http_status = 409


class NotMerged(QuenError):
    """The merge does not exist or was undone already."""

    http_status = 409


class ViewNameTaken(QuenError):
    """The person has another saved view of this name."""

    http_status = 409


class BadView(QuenError):
    """A saved view without a name, or with too long a query."""


class NoSuchView(QuenError):
    """The saved view does not exist or is someone else's."""

    http_status = 404
