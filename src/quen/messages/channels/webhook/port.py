"""Telling another system: it decides how the words reach her.

Every try of one message carries the same ``webhook-id``, by which the receiver drops doubles as the Standard Webhooks
specification asks: so what was not answered is sent again, some times, before it is left as unknown.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_noop

from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port, Setting
from quen.messages.letter import Letter
from quen.messages.models import Message
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome
from quen.messages.settings_models import ChannelAccount
from quen.webhooks.addresses import Target, target_of
from quen.webhooks.deliver import body_of
from quen.webhooks.post import Reply, post
from quen.webhooks.sign import headers

SETTINGS = (
    Setting("address", gettext_noop("Address, beginning with https://"), is_needed=True),
    Setting(
        "secret", gettext_noop("Secret it is signed with"), is_secret=True, is_needed=True,
        help=gettext_noop("whsec_ and base64, as the Standard Webhooks specification writes them."),
    ),
)  # fmt: skip
KIND = "message.send"
_DOWN = (401, 403, 408, 429, 502, 503, 504)
"""Answers that are about the receiver, not about one message."""


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:
    target, secret = target_of(str(account.settings.get("address") or "")), str(account.secrets["secret"])

    def hand_over(letter: Letter) -> Outcome:
        return _meaning(_post(target, secret, letter), account.price_minor)

    yield hand_over


def _post(target: Target, secret: str, letter: Letter) -> Reply:
    message, now = Message.objects.get(key=letter.key), timezone.now()
    body = body_of(
        KIND, at=now,
        data={"key": letter.key, "customer": message.customer_id, "name": letter.name, "subject": letter.subject,
              "text": letter.text, "is_marketing": letter.is_marketing, "unsubscribe": letter.unsubscribe},
    )  # fmt: skip
    signed = headers(
        message=id_of(letter.key), timestamp=int(now.timestamp()), body=body, signed_with=[secret]
    )
    return post(target, body=body, headers={**signed, "User-Agent": "khach-quen-messages"})


def id_of(key: str) -> str:
    """The ``webhook-id`` of a key: without a dot, which parts what is signed, and short whatever the key is."""
    return f"message_{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def _meaning(reply: Reply, price_minor: int) -> Outcome:
    if reply.has_arrived:
        return HandedOver(cost_minor=price_minor)
    detail = f"HTTP {reply.status}" if reply.status else str(reply.trouble)
    if reply.status and 400 <= reply.status < 500 and reply.status not in _DOWN:
        return NotTaken(detail)
    may_be_there = reply.is_unanswered or (reply.status is not None and reply.status not in _DOWN)
    return Busy(detail, reply.retry_after_seconds or 60, is_everyone=True, may_be_there=may_be_there)


PORT = Port(channel=Channel.WEBHOOK, open=_open, settings=SETTINGS, at_once=5)
