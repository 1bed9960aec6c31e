"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop
from quen.messages.forgotten import never_write_again
from quen.messages.letters import as_sent
from quen.messages.models import Message

KEPT = (
    Kept(
        model="outreach.message", of=("customer",), at=("address",), called=gettext_noop("Messages"),
        tells=("queued_at", "channel", "purpose", "version__subject", "version__body", "facts", "address", "state",
               "ended_at"),
        fate=Fate.BLANKED, blanks=("facts", "address", "detail", "provider_id"),
        plain=("key", "source_kind", "occasion", "reason"),
        because=gettext_noop("That a message went out and what it cost is counted; its words to her are erased."),
    ),
    Kept(
        model="outreach.incomingtext", of=("customer",), at=("sender",),
        called=gettext_noop("SMS and Zalo texts that came in"), tells=("at", "channel", "sender", "text"),
        fate=Fate.GONE,
    ),
    Kept(
        model="outreach.zalouser", of=("customer",), at=("phone",), called=gettext_noop("Whom she is at Zalo"),
        tells=("number", "phone", "name", "shared_at"), fate=Fate.GONE,
    ),
    Kept(
        model="outreach.pushsubscription", of=("customer",), called=gettext_noop("Devices that get news"),
        tells=("asked_at", "endpoint"), fate=Fate.GONE,
    ),
    Kept(
        model="outreach.softbounce", at=("address",), called=gettext_noop("Letters that came back"),
        tells=("at", "address", "detail"), fate=Fate.GONE,
    ),
    Kept(
        model="outreach.suppression", at=("address",), called=gettext_noop("Never to be written to"),
        tells=("since", "address", "reason"), fate=Fate.GONE, plain=("detail",),
        because=gettext_noop("A keyed hash of her address stays, so that an old list cannot bring messages back."),
    ),
    Kept(
        model="outreach.donotcall", at=("phone",), called=gettext_noop("National Do-Not-Call list"),
        tells=("phone", "added_at"), fate=Fate.STAYS, plain=("phone",),
        because=gettext_noop("The national list of numbers not to be called is the state's; it names nobody."),
    ),
    Kept(
        model="outreach.unsubscribed", of=("customer",), called=gettext_noop("Unsubscribed"),
        tells=("at", "channel", "reason", "words"), fate=Fate.BLANKED, blanks=("words",), plain=("reason",),
    ),
    Kept(
        model="outreach.wish", of=("customer",), called=gettext_noop("Wishes about messages"),
        tells=("title", "most_a_month", "only_birthdays", "said_at"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY = frozenset(
    {
        "outreach.channelaccount", "outreach.pause", "outreach.sendingsettings", "outreach.staffsubscription",
        "outreach.template", "outreach.templateversion",
    }
)  # fmt: skip


def tell_more(person: Person) -> tuple[str, list[dict[str, object]]]:
    """Every message as she could read it."""
    rows: list[dict[str, object]] = []
    for message in Message.objects.filter(customer__in=person.customers).order_by("pk"):
        letter = as_sent(message)
        if letter is not None:
            rows.append(
                {
                    "at": message.ended_at, "channel": message.channel, "address": message.address,
                    "subject": letter.subject, "text": letter.text,
                }
            )  # fmt: skip
    return gettext_noop("Texts of messages"), rows


def erase_more(person: Person) -> None:
    """Remember, without knowing her, that she is not to be written to."""
    never_write_again(person.addresses)
