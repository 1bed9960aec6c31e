"""The e-mail channel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_noop

from quen.messages.channel import Channel
from quen.messages.channels.email import provider
from quen.messages.channels.email.build import build
from quen.messages.channels.email.smtp import Line, Server
from quen.messages.channels.port import HandOver, Port, Setting
from quen.messages.letter import Letter
from quen.messages.outcome import HandedOver, Outcome
from quen.messages.settings_models import ChannelAccount

SETTINGS = (
    Setting("sender", gettext_noop("Sender's address"), is_needed=True),
    Setting("sender_name", gettext_noop("Sender's name")),
    Setting("reply_to", gettext_noop("Answers go to")),
    Setting(
        "phone", gettext_noop("Telephone under offers"),
        help=gettext_noop("It stands there with the name and address of the business, as the law wants."),
    ),
    Setting("host", gettext_noop("SMTP server"), help=gettext_noop("Or leave it empty and name a provider below.")),
    Setting("port", gettext_noop("Port"), default="587"),
    Setting("security", gettext_noop("Encryption: starttls, tls or none"), default="starttls"),
    Setting("user", gettext_noop("User name")),
    Setting("password", gettext_noop("Password"), is_secret=True),
    Setting(
        "provider", gettext_noop("Provider"),
        help=gettext_noop("A name django-anymail knows, such as brevo, mailgun, postmark or amazon_ses."),
    ),
    Setting("api_key", gettext_noop("The provider's key"), is_secret=True),
    Setting("api_url", gettext_noop("Address of the provider's API, where it is not the usual one")),
    Setting("domain", gettext_noop("Sender domain, where the provider asks for it")),
)  # fmt: skip


Carry = Callable[[EmailMultiAlternatives], Outcome]
"""Hand one e-mail over, whatever it says."""


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:
    said = account.settings
    sender, name, reply_to = (str(said.get(key) or "") for key in ("sender", "sender_name", "reply_to"))
    with carrying(account) as carry:

        def hand_over(letter: Letter) -> Outcome:
            return carry(build(letter, sender=sender, sender_name=name, reply_to=reply_to))

        yield hand_over


@contextmanager
def carrying(account: ChannelAccount) -> Iterator[Carry]:
    """The way out for e-mails that were built elsewhere; each has a Message-ID of its own among its headers."""
    price = account.price_minor
    if account.settings.get("provider"):
        with provider.connected(account) as send:
            yield lambda message: send(message, price)
        return
    line, sender = Line(_server(account)), str(account.settings.get("sender") or "")

    def by_smtp(message: EmailMultiAlternatives) -> Outcome:
        outcome = line.send(message, sender=sender)
        return replace(outcome, cost_minor=price) if isinstance(outcome, HandedOver) else outcome

    try:
        yield by_smtp
    finally:
        line.close()


def _server(account: ChannelAccount) -> Server:
    said, secret = account.settings, account.secrets
    return Server(
        host=str(said.get("host") or "localhost"),
        port=int(said.get("port") or 587),
        security=str(said.get("security") or "starttls"),
        user=str(said.get("user") or ""),
        password=str(secret.get("password") or ""),
    )


PORT = Port(channel=Channel.EMAIL, open=_open, settings=SETTINGS)
