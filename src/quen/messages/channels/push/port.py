"""The push channel: one message goes to every phone and browser she asked it for.

Every try of one message carries the same topic and tag, by which push service and browser put a second one in the place
of the first, as long as she has not put that away. Where no answer comes it may be on her phone and put away already:
then it is unknown, and not sent again by itself.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_noop

from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port, Setting
from quen.messages.channels.push.encrypt import MOST_BYTES, BadKeys, encrypt
from quen.messages.channels.push.vapid import authorization, key_of
from quen.messages.letter import Letter
from quen.messages.models import Message, PushSubscription
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome, Unknown
from quen.messages.push import forget, subscriptions_of
from quen.messages.settings import public_url
from quen.messages.settings_models import ChannelAccount
from quen.messages.staff_push_models import StaffSubscription
from quen.shops.reads import current_business
from quen.webhooks.addresses import target_of
from quen.webhooks.post import Reply, post

SETTINGS = (
    Setting(
        "contact", gettext_noop("E-mail address for the push services"),
        help=gettext_noop("Whom they may write to when something is wrong. It is told to them alone."),
    ),
)  # fmt: skip
SECONDS_KEPT = 24 * 3600
"""How long a push service keeps it for a phone that is off."""
_GONE = (404, 410)


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:
    business = current_business()
    shop = business.name if business else ""

    def hand_over(letter: Letter) -> Outcome:
        return _to_all(account, letter, shop)

    yield hand_over


def _to_all(account: ChannelAccount, letter: Letter, shop: str) -> Outcome:
    plain = _notice(letter, shop)
    if len(plain) > MOST_BYTES:
        return NotTaken("longer than a push notice may be")
    customer = Message.objects.values_list("customer_id", flat=True).get(key=letter.key)
    outcomes = [_to_one(account, letter, each, plain) for each in subscriptions_of(customer)]
    for kind in (HandedOver, Unknown, Busy, NotTaken):
        if (found := next((each for each in outcomes if isinstance(each, kind)), None)) is not None:
            return found
    return NotTaken("no phone is left on which she asked for notices", is_address_bad=True)


def _to_one(account: ChannelAccount, letter: Letter, row: PushSubscription, plain: bytes) -> Outcome:
    urgency = "low" if letter.is_marketing else "normal"
    return send_notice(account, row, plain, topic=topic_of(letter.key), urgency=urgency, gone=forget)


def send_notice(
    account: ChannelAccount, row: PushSubscription | StaffSubscription, plain: bytes, *, topic: str, urgency: str,
    gone: Callable[..., object],
) -> Outcome:  # fmt: skip
    """One encrypted notice to one browser; `gone(endpoint=…)` is called where there is none any more."""
    key = key_of(account)
    if key is None:
        return Busy("the key of the channel is missing", 300, is_everyone=True)
    try:
        target, body = target_of(row.endpoint), encrypt(plain, p256dh=row.p256dh, auth=row.auth)
    except (QuenError, BadKeys):
        gone(endpoint=row.endpoint)
        return NotTaken("not a subscription", is_address_bad=True)
    contact = f"mailto:{account.settings['contact']}" if account.settings.get("contact") else public_url()
    headers = {
        "Authorization": authorization(key, target, contact=contact or "mailto:", at=timezone.now()),
        "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "TTL": str(SECONDS_KEPT),
        "Urgency": urgency, "Topic": topic,
    }  # fmt: skip
    outcome, is_gone = _meaning(post(target, body=body, headers=headers), account.price_minor)
    if is_gone:
        gone(endpoint=row.endpoint)
    return outcome


def _meaning(reply: Reply, price_minor: int) -> tuple[Outcome, bool]:
    """The outcome, and whether the browser is gone for good."""
    if reply.has_arrived:
        return HandedOver(cost_minor=price_minor), False
    detail = f"HTTP {reply.status}" if reply.status else str(reply.trouble)
    if reply.status in _GONE:
        return NotTaken(detail, is_address_bad=True), True
    if reply.status and 400 <= reply.status < 500 and reply.status not in (401, 403, 408, 429):
        return NotTaken(detail), False
    if reply.is_unanswered:
        return Unknown(detail), False
    return Busy(detail, reply.retry_after_seconds or 60), False


def _notice(letter: Letter, shop: str) -> bytes:
    return notice_of(letter.subject or shop, letter.text, topic_of(letter.key))


def notice_of(title: str, body: str, topic: str) -> bytes:
    """What the browser's worker reads."""
    return json.dumps({"title": title, "body": body, "tag": topic}, ensure_ascii=False).encode()


def topic_of(key: str) -> str:
    """A message's name for push services: at most 32 letters (RFC 8030, section 5.4)."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


PORT = Port(channel=Channel.PUSH, open=_open, settings=SETTINGS, at_once=5)
