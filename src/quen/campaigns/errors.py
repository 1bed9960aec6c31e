"""What can go wrong with campaigns, and what to do then."""

from quen.kernel.errors import QuenError


class NoSuchCampaign(QuenError):
    """No campaign has this number."""

    http_status = 404


class BadCampaign(QuenError):
    """The campaign could not be sent as it is written."""


class NotNow(QuenError):
    """The campaign is past the point where this can be done, or not there yet."""

    http_status = 409


class NotYours(QuenError):
    """A second person has to do this."""

    http_status = 403
