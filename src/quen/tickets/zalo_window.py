"""How long an answer by Zalo may go: Zalo takes it for seven days after her last word, and for two days without charge.

Zalo's conditions for consultation messages, docs.zaloplatforms.com (“Điều kiện gửi tin tư vấn”, “Tổng quan”), read in
quotation: the receiver has interacted with the account within 7 days; within 48 hours of it the message is free.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quen.tickets.choices import CameBy, EntryKind
from quen.tickets.models import Entry, Ticket

OPEN_FOR = timedelta(days=7)
FREE_FOR = timedelta(hours=48)
LONGEST = 2_000
"""Letters of one message, after Zalo's documentation."""


@dataclass(frozen=True)
class ZaloWindow:
    """Since her last word by Zalo."""

    heard_at: datetime

    @property
    def until(self) -> datetime:
        """No later."""
        return self.heard_at + OPEN_FOR

    @property
    def free_until(self) -> datetime:
        """After it the account pays."""
        return self.heard_at + FREE_FOR

    def is_open(self, at: datetime) -> bool:
        """Whether an answer still goes."""
        return at < self.until


def zalo_window(ticket: Ticket) -> ZaloWindow | None:
    """Of a ticket she opened by Zalo, after whatever she said there last; None for any other ticket."""
    if not ticket.contact_zalo or ticket.came_by != CameBy.ZALO:
        return None
    hers = Entry.objects.filter(
        ticket__contact_zalo=ticket.contact_zalo, kind=EntryKind.IN, came_by=CameBy.ZALO
    )
    last = hers.order_by("-at").values_list("at", flat=True).first()
    return None if last is None else ZaloWindow(last)
