"""What can go wrong with leads, and what to do then."""

from quen.kernel.errors import QuenError


class NoSuchLead(QuenError):
    """No lead has this number."""

    http_status = 404


class LeadEnded(QuenError):
    """The lead was won or lost before, or is open still where it must have ended."""

    http_status = 409


class BadLead(QuenError):
    """Nothing to recognise or call the lead by, or words that do not fit."""


class BadCompetitor(QuenError):
    """A competitor without a name, one known already, or a sighting that says nothing."""
