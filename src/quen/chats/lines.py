"""A line takes its number under the chat's row lock, so that numbers commit in their order and a stream can read on."""

from datetime import datetime

from quen.chats.errors import BadLine, ChatIsOver, NoSuchChat
from quen.chats.models import LIVE, MOST_LETTERS, Chat, Line, LineKind
from quen.chats.notify import tell
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop

MOST_KEY = 80


def held(chat: int, *, only_live: bool = True) -> Chat:
    """The chat, held until the transaction ends. Raises NoSuchChat, ChatIsOver."""
    found = Chat.objects.select_for_update().filter(pk=chat).first()
    if found is None:
        raise NoSuchChat(gettext_noop("There is no chat number %(chat)s. Open the list again."), chat=chat)
    if only_live and found.state not in LIVE:
        raise ChatIsOver(gettext_noop("This chat is over. Nothing was sent; begin a new one."))
    return found


def add(
    chat: Chat, *, kind: LineKind, text: str, key: str, at: datetime, by: Actor, author: str = ""
) -> Line:
    """Write one line of a chat that is held, and let the streams hear of it. The chat is saved."""
    chat.last += 1
    chat.changed_at = at
    line = Line.objects.create(
        chat=chat, number=chat.last, kind=kind, text=text, author=author, key=key, at=at, by=str(by)
    )
    if kind == LineKind.IN:
        chat.visitor_seen = chat.last
    elif kind == LineKind.OUT:
        chat.staff_seen = chat.last
    chat.save()
    tell(chat.pk, last=chat.last)
    return line


def said_before(chat: Chat, key: str) -> Line | None:
    """The line this key brought already."""
    return Line.objects.filter(chat=chat, key=key).first()


def checked(text: str) -> str:
    """The words as they are kept. Raises BadLine where there are none, or too many."""
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not said or len(said) > MOST_LETTERS:
        raise BadLine(gettext_noop("Write 1 to %(most)s letters."), most=MOST_LETTERS)
    return said


def checked_key(key: str) -> str:
    """Raises BadLine for a key nobody could tell from another's."""
    if not 8 <= len(key) <= MOST_KEY:
        raise BadLine(gettext_noop("Load the page again, and send it once more."))
    return key
