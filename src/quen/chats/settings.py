"""How the shop chats: whether, on which sites, how long somebody waits; and when an answer is due."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from quen.chats.errors import BadChatSetting
from quen.chats.models import ChatSettings
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.kernel.working_time import worked
from quen.shops.history import change
from quen.tickets.promises import promises

MOST_ORIGINS, MOST_MINUTES = 20, 60
_A_MOMENT = timedelta(seconds=1)


def chat_settings() -> ChatSettings:
    """As they are, the defaults until somebody changes them."""
    return ChatSettings.objects.filter(pk=1).first() or ChatSettings(pk=1)


@transaction.atomic
def change_chats(
    *, is_on: bool, wait_minutes: int, origins: list[str], welcome: str, by: Actor
) -> ChatSettings:
    """Write what differs, with its history. Raises BadChatSetting."""
    if not 1 <= wait_minutes <= MOST_MINUTES:
        raise BadChatSetting(gettext_noop("Somebody waits 1 to %(most)s minutes."), most=MOST_MINUTES)
    kept = list(dict.fromkeys(_origin(one) for one in origins if one.strip()))
    if len(kept) > MOST_ORIGINS:
        raise BadChatSetting(gettext_noop("At most %(most)s sites."), most=MOST_ORIGINS)
    row, _made = ChatSettings.objects.select_for_update().get_or_create(pk=1)
    wanted = {
        "is_on": is_on, "wait_minutes": wait_minutes, "origins": kept, "welcome": tidy(welcome)[:200],
    }  # fmt: skip
    change(row, wanted, of="chats", by=by)
    return row


def is_staffed(at: datetime) -> bool:
    """Whether it is working time, as tickets count it."""
    return worked(at, at + _A_MOMENT, promises().hours) > timedelta(0)


def due_after(at: datetime) -> datetime:
    """When a line that nobody answers becomes a ticket: after some minutes, at once outside working time."""
    return at + timedelta(minutes=chat_settings().wait_minutes) if is_staffed(at) else at


def _origin(written: str) -> str:
    """`https://shop.example`, exactly as browsers send it. Raises BadChatSetting."""
    parts = urlsplit(written.strip().rstrip("/"))
    is_plain = not (parts.path or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_plain:
        raise BadChatSetting(
            gettext_noop("Write sites like https://shop.example, one a line: %(site)s is none."), site=written
        )
    return f"{parts.scheme}://{parts.netloc}".lower()[:200]
