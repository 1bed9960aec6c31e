"""Questions about messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from quen.messages.channel import Channel
from quen.messages.letters import as_sent
from quen.messages.models import Message, State, Unsubscribed
from quen.people.find import group_of

PAGE = 30


@dataclass(frozen=True)
class InApp:
    """A message on her page."""

    subject: str
    text: str
    at: datetime


def inbox_of(root: int, *, most: int = PAGE) -> list[InApp]:
    """What lies on her member page, newest first."""
    rows = Message.objects.filter(customer__in=group_of(root), channel=Channel.IN_APP, state=State.DELIVERED)
    shown = []
    for row in rows.order_by("-pk")[:most]:
        letter = as_sent(row)
        if letter is not None and row.ended_at is not None:
            shown.append(InApp(letter.subject, letter.text, row.ended_at))
    return shown


def messages_of(root: int) -> QuerySet[Message]:
    """Everything written to one person, newest first."""
    return Message.objects.filter(customer__in=group_of(root)).order_by("-pk")


def reasons_since(at: datetime) -> Sequence[tuple[str, int]]:
    """Why people said stop since then, the most frequent first; empty: no reason given."""
    rows = Unsubscribed.objects.filter(at__gte=at).values_list("reason").annotate(count=Count("pk"))
    return [(reason, count) for reason, count in rows.order_by("-count", "reason")]
