"""What a user of Zalo says or shares, as Zalo's events bring it.

After Zalo's events for an Official Account: ``user_send_text`` and its siblings for pictures, files and places carry
``sender.id`` and ``message.msg_id``; ``user_submit_info`` carries ``sender.id`` and what she filled in under ``info``.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.utils.translation import gettext_noop

from quen.messages.channel import Channel
from quen.messages.take_text import Heard
from quen.messages.zalo_users import Shared
from quen.tickets.words import in_shops_language

TEXT, SHARED = "user_send_text", "user_submit_info"
_SEEN_AT_ZALO = gettext_noop("[%(what)s: look at it in Zalo's own inbox of the account]")
_ATTACHED = {
    "user_send_image": gettext_noop("A picture"),
    "user_send_gif": gettext_noop("A moving picture"),
    "user_send_file": gettext_noop("A file"),
    "user_send_audio": gettext_noop("A voice message"),
    "user_send_video": gettext_noop("A video"),
    "user_send_link": gettext_noop("A link"),
    "user_send_location": gettext_noop("A place on the map"),
    "user_send_business_card": gettext_noop("A business card"),
}
_LATEST_MS = 10**13


def heard_in(said: Mapping[str, object]) -> Heard | None:
    """What she wrote, or a word for what she sent; None for any other event. A sticker alone asks nothing."""
    name = _word(said.get("event_name"))
    if name != TEXT and name not in _ATTACHED:
        return None
    told = said.get("message")
    message = told if isinstance(told, dict) else {}
    text = _word(message.get("text"))
    if name in _ATTACHED:
        what = in_shops_language(_ATTACHED[name])
        text = f"{text}\n{in_shops_language(_SEEN_AT_ZALO, what=what)}".strip()
    return Heard(Channel.ZALO, _sender(said), text, _word(message.get("msg_id")))


def shared_in(said: Mapping[str, object], *, now: datetime) -> Shared | None:
    """The phone number and name she shared; None for any other event."""
    told = said.get("info")
    if said.get("event_name") != SHARED or not isinstance(told, dict):
        return None
    return Shared(_sender(said), _word(told.get("phone")), _word(told.get("name")), _time(said) or now)


def _sender(said: Mapping[str, object]) -> str:
    sender = said.get("sender")
    return _word(sender.get("id")) if isinstance(sender, dict) else ""


def _time(said: Mapping[str, object]) -> datetime | None:
    """When it happened, in milliseconds since 1970; the same event brought again says the same."""
    written = _word(said.get("timestamp"))
    is_time = written.isascii() and written.isdecimal() and len(written) <= len(str(_LATEST_MS))
    return datetime.fromtimestamp(int(written) / 1000, tz=UTC) if is_time else None


def _word(value: object) -> str:
    """Text or a whole number, as text; nothing else is a word."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = value if isinstance(value, str) else str(value) if abs(value) < 10**30 else ""
    return text.replace("\x00", "").encode(errors="replace").decode().strip()
