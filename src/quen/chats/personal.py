"""What this room keeps about persons, who may have left an address without being a customer yet."""

from django.db.models import Q
from django.utils import timezone

from quen.chats.models import Chat, ChatState
from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop

_COUNTED = gettext_noop(
    "That somebody chatted and how soon she was answered is counted; every word is erased."
)

KEPT = (
    Kept(
        model="chats.line",
        of=("chat__customer",), at=("chat__contact_phone", "chat__contact_email"),
        called=gettext_noop("What was said in chats"), tells=("chat_id", "at", "kind", "author", "text"),
        fate=Fate.BLANKED, blanks=("author",), dashes=("text",), plain=("key",), because=_COUNTED,
    ),
    Kept(
        model="chats.chat", of=("customer",), at=("contact_phone", "contact_email"), called=gettext_noop("Chats"),
        tells=("id", "opened_at", "contact_name", "contact_phone", "contact_email", "page", "closed_at"),
        fate=Fate.BLANKED, blanks=("contact_name", "contact_phone", "contact_email", "page"),
        plain=("language", "key"), because=_COUNTED,
    ),
)  # fmt: skip
NOBODY = frozenset({"chats.chatsettings"})


def erase_more(person: Person) -> None:
    """A chat still open ends."""
    addresses = person.addresses
    hers = Q(customer__in=person.customers) | Q(contact_phone__in=addresses) | Q(contact_email__in=addresses)
    Chat.objects.filter(hers).exclude(state=ChatState.CLOSED).update(
        state=ChatState.CLOSED, closed_at=timezone.now()
    )
