"""A letter as an e-mail message."""

import hashlib
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from quen.messages.letter import Letter


def build(letter: Letter, *, sender: str, sender_name: str, reply_to: str) -> EmailMultiAlternatives:
    """Text and HTML with the headers of bulk mail done right.

    Message-ID follows from the letter's key, so that the same letter has the same name however often it is built.
    One-click unsubscribe after RFC 8058; `Precedence: bulk` only for offers, so that no auto-reply comes to them.
    """
    headers = {"Message-ID": message_id(letter.key, sender)}
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.is_marketing:
        headers["Precedence"] = "bulk"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=formataddr((sender_name, sender)) if sender_name else sender,
        to=[formataddr((letter.name, letter.address)) if letter.name else letter.address],
        reply_to=[reply_to] if reply_to else None,
        headers=headers,
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def message_id(key: str, sender: str) -> str:
    """The name of the letter with this key, for ever."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{sender.rpartition('@')[2] or 'localhost'}>"
