"""What Zalo tells us later, at an address anybody may know: its signature says that it is Zalo."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.messages.report import by_provider_id, delivered
from quen.messages.settings_models import ChannelAccount

ARRIVED = "user_received_message"


def is_from_zalo(account: ChannelAccount, *, body: bytes, said: Mapping[str, object], signature: str) -> bool:
    """``mac=`` and the SHA-256 of the app's number, the body, the time in it and the account's secret."""
    secret, app = str(account.secrets.get("oa_secret") or ""), str(account.settings.get("app_id") or "")
    if not secret or str(said.get("app_id") or "") != app:
        return False
    time = str(said.get("timestamp") or "").encode(errors="replace")  # half a character is no time of Zalo's
    signed = app.encode() + body + time + secret.encode()
    return hmac.compare_digest(signature.encode(), f"mac={hashlib.sha256(signed).hexdigest()}".encode())


def take_report(said: Mapping[str, object], *, at: datetime) -> bool:
    """Write down that a message arrived; whether it was news. One that was unknown is known now by its key."""
    told = said.get("message")
    if said.get("event_name") != ARRIVED or not isinstance(told, dict):
        return False
    message = by_provider_id(channel=Channel.ZALO, provider_id=str(told.get("msg_id") or ""))
    if message is None:
        key = str(told.get("tracking_id") or "")
        message = Message.objects.filter(channel=Channel.ZALO, key=key).first() if key else None
    return message is not None and delivered(message=message, at=at)


def arrived_in(said: Mapping[str, object]) -> str:
    """What Zalo calls the message it says arrived; empty for any other event."""
    told = said.get("message")
    name = told.get("msg_id") if said.get("event_name") == ARRIVED and isinstance(told, dict) else None
    return name.replace("\x00", "") if isinstance(name, str) else ""
