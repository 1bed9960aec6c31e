"""What can go wrong with messages."""

from quen.kernel.errors import QuenError


class NoSuchTemplate(QuenError):
    """The template does not exist."""

    http_status = 404


class BadTemplate(QuenError):
    """The text cannot be a template."""


class MissingFacts(QuenError):
    """The text needs facts that are not known of this customer."""

    http_status = 409


class NoSuchMessage(QuenError):
    """The message does not exist."""

    http_status = 404


class NotInThatState(QuenError):
    """The message is past the point where this can be done."""

    http_status = 409


class BadSetting(QuenError):
    """The value cannot be a setting."""


class LinkRefused(QuenError):
    """The link is not one of ours, or no longer good."""

    http_status = 404
