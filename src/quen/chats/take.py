"""Whose chat it is: somebody takes it, or hands it to a colleague and says why."""

from datetime import datetime

from django.db import transaction

from quen.chats.errors import BadLine, ChatIsOver
from quen.chats.lines import add, checked, held
from quen.chats.models import Chat, ChatState, LineKind
from quen.chats.notify import tell
from quen.chats.say import given_name, refuse_others
from quen.chats.words import HANDED
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tickets.words import in_language


@transaction.atomic
def take(*, chat: int, staff: Staff) -> Chat:
    """Take a chat nobody has; the one who takes it second is told. An answer is still due.

    Raises NoSuchChat, ChatIsOver, BadLine.
    """
    found = held(chat)
    refuse_others(found, staff)
    found.owner_id, found.state = staff.pk, ChatState.TAKEN
    found.save(update_fields=["owner", "state"])
    tell(found.pk, board=True)
    return found


@transaction.atomic
def hand_over(*, chat: int, to: Staff, why: str, at: datetime, by: Actor) -> Chat:
    """Give it to a colleague, who reads why; the visitor is told who goes on, and not why.

    Raises NoSuchChat, ChatIsOver, BadLine.
    """
    found, said = held(chat), checked(why)
    if not to.is_active or not to.may(Permission.ANSWER_TICKETS):
        raise BadLine(gettext_noop("This person cannot answer chats. Choose somebody else."))
    if found.owner_id == to.pk:
        raise ChatIsOver(gettext_noop("It is that person's already."))
    found.owner_id, found.state = to.pk, ChatState.TAKEN
    add(
        found,
        kind=LineKind.HANDED,
        text=said,
        key=f"handed:{found.last + 1}",
        at=at,
        by=by,
        author=to.name[:120],
    )
    words = in_language(HANDED, found.language, name=given_name(to))
    add(found, kind=LineKind.TOLD, text=words, key=f"told:{found.last + 1}", at=at, by=by)
    return found
