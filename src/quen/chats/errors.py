"""What can go wrong with chats, and what to do then."""

from quen.kernel.errors import QuenError


class NoSuchChat(QuenError):
    """No chat has this number, or not for this person."""

    http_status = 404


class BadLine(QuenError):
    """A line without words, or with too many."""


class ChatIsOver(QuenError):
    """Somebody closed it, or it is another's."""

    http_status = 409


class TooManyLines(QuenError):
    """More than a person writes in a minute."""

    http_status = 429


class PassRefused(QuenError):
    """The pass is not ours, or has run out."""

    http_status = 401


class BadChatSetting(QuenError):
    """A setting that cannot work."""
