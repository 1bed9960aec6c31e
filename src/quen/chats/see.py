"""Who has seen what, and who is writing: the first is one number, the second is never written down."""

from django.db import transaction

from quen.chats.models import Chat
from quen.chats.notify import tell


@transaction.atomic
def see(*, chat: int, number: int, is_staff: bool) -> None:
    """Up to this line everything was seen; it never goes back, nor beyond the last line."""
    field = "staff_seen" if is_staff else "visitor_seen"
    rows = Chat.objects.filter(pk=chat, last__gte=number, **{f"{field}__lt": number})
    if rows.update(**{field: number}):
        tell(chat, seen="staff" if is_staff else "visitor", number=number)


def typing(*, chat: int, is_staff: bool) -> None:
    """She, or one of the staff, is writing just now."""
    tell(chat, typing="staff" if is_staff else "visitor")
