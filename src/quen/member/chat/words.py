"""The words of the chat window, which is a script on other sites and has no catalogue of its own."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """In the language that was asked for."""
    return {
        "open": _("Chat with us"),
        "close": _("Close the chat"),
        "hello": _("Write to us. Somebody answers here."),
        "away": _("Nobody is here just now. Write anyway: it is kept, and answered."),
        "name": _("Your name"),
        "way": _("Phone number or e-mail, so that we can answer later"),
        "text": _("Your line"),
        "send": _("Send"),
        "typing": _("is writing …"),
        "seen": _("Seen"),
        "you": _("You"),
        "lost": _("The line is cut. What you write is kept and sent as soon as it is back."),
        "failed": _("Not sent. Try again"),
        "again": _("Begin a new chat"),
        "log": _("What was said"),
    }
