"""What was said in a ticket, each entry with who said it and how far its e-mail is."""

from dataclasses import dataclass

from django.db.models import Prefetch

from quen.console.people.authors import names_of
from quen.tickets.choices import CameBy, EntryKind, MailState
from quen.tickets.mail_models import Attachment
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.reads import entries_of

_SHE_WRITES = (
    CameBy.EMAIL, CameBy.SMS, CameBy.ZALO, CameBy.WEB, CameBy.MEMBER, CameBy.CHAT, CameBy.SURVEY, CameBy.REVIEW,
)  # fmt: skip
MOST = 200


@dataclass(frozen=True)
class Shown:
    """One entry as the page shows it."""

    entry: Entry
    author: str
    mail: Mail | None

    @property
    def is_hers(self) -> bool:
        return self.entry.kind == EntryKind.IN

    @property
    def is_note(self) -> bool:
        return self.entry.kind == EntryKind.NOTE

    @property
    def is_not_sent(self) -> bool:
        """Whether staff should look at it: the e-mail was refused, or nobody knows."""
        return self.mail is not None and self.mail.state in (MailState.REFUSED, MailState.UNKNOWN)


def thread(ticket: Ticket) -> list[Shown]:
    """The last entries in their order. Four queries at most."""
    files = Prefetch("attachments", Attachment.objects.defer("content"))
    rows = entries_of(ticket).select_related("mail").prefetch_related(files).order_by("-at", "-pk")[:MOST]
    entries = list(reversed(rows))
    names = names_of(entry.by for entry in entries)
    her = (
        ticket.contact_name or str(ticket.customer or "") or ticket.contact_email or ticket.contact_phone
        or ticket.zalo_called
    )  # fmt: skip
    return [
        Shown(
            entry=entry,
            author=her
            if entry.kind == EntryKind.IN and entry.came_by in _SHE_WRITES and her
            else names[entry.by],
            mail=getattr(entry, "mail", None),
        )
        for entry in entries
    ]
