"""What can go wrong with tickets, and what to do then."""

from quen.kernel.errors import QuenError


class NoSuchTicket(QuenError):
    """No ticket has this number, or not for this person."""

    http_status = 404


class BadTicket(QuenError):
    """A ticket or an entry without words, or with too many."""


class TicketIsElsewhere(QuenError):
    """The ticket is not in the state the change asks for."""

    http_status = 409


class BadHours(QuenError):
    """Hours in which nobody would ever answer, or targets that make no sense."""


class BadRule(QuenError):
    """A rule for new tickets that could never be followed."""


class BadRecovery(QuenError):
    """Something to make good that cannot be given, or not like this."""
