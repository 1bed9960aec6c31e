"""A ticket and what is said in it, as another system sends and reads them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints

from quen.api.paging import Next
from quen.api.shapes import Asked, Flag, Id, Text, says
from quen.tickets.choices import CameBy, EntryKind, Priority, TicketKind, TicketState, Topic

# Several lines; ECMA 262 knows no \p, so the pattern names what may not be in it.
Words = Annotated[
    str,
    StringConstraints(
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
    ),
    Field(min_length=1, max_length=20_000),
]
Short = Annotated[Text, Field(max_length=200)]
Stars = Annotated[int, Field(strict=True, ge=1, le=5)]


_TICKET: dict[str, Any] = {
    "id": 31,
    "kind": "complaint",
    "topic": "delivery",
    "priority": "high",
    "heard": "review",
    "state": "open",
    "subject": "Cà phê giao tới đã nguội, gọi không ai bắt máy.",
    "language": "vi",
    "customer": 42,
    "is_proven": False,
    "store": 1,
    "staff": 3,
    "opened_at": "2026-11-22T02:00:00Z",
    "due_at": "2026-11-22T03:00:00Z",
    "solved_at": None,
}
_ENTRY: dict[str, Any] = {
    "id": 77, "kind": "in", "heard": "review", "text": "Cà phê nguội.", "at": "2026-11-22T02:00:00Z",
}  # fmt: skip


class Heard(StrEnum):
    """Where the other system heard it."""

    API = CameBy.API.value
    REVIEW = CameBy.REVIEW.value


class NewTicket(Asked):
    """What a customer said elsewhere. `customer`: only where the other system knows who she is; a phone or an e-mail
    recognises her without proving it. `stars`: of a review; up to two make a complaint, four and five praise, where
    `kind` is left out. `source`: what the other system calls it, e.g. the review's address."""

    text: Words
    subject: Short = ""
    kind: TicketKind | None = None
    topic: Topic = Topic.OTHER
    priority: Priority | None = None
    heard: Heard = Heard.API
    stars: Stars | None = None
    source: Annotated[Text, Field(max_length=500)] = ""
    customer: Id | None = None
    name: Short = ""
    phone: Annotated[Text, Field(max_length=40)] = ""
    email: Short = ""
    store: Id | None = None

    model_config = says(
        {
            "text": "Cà phê giao tới đã nguội, gọi không ai bắt máy.",
            "heard": "review",
            "stars": 1,
            "topic": "delivery",
            "source": "https://maps.example.com/reviews/5512",
            "name": "Chị Lan",
            "phone": "0912 345 678",
            "store": 1,
        }
    )


class Said(Asked):
    """What she said more."""

    text: Words

    model_config = says({"text": "Em đã nhận được ly mới, cảm ơn."})


class Answer(Asked):
    """An answer to her. `is_her_turn`: the clocks stand still until she writes. `is_settled`: and it is settled."""

    text: Words
    is_her_turn: Flag = True
    is_settled: Flag = False

    model_config = says({"text": "Dạ quán xin lỗi chị, quán gửi lại ly mới ngay ạ.", "is_settled": True})


class Ticket(Schema):
    """A ticket. `due_at`: when the next answer or the solution is due; null while it is her turn or it is settled."""

    model_config = says(_TICKET)

    id: int
    kind: TicketKind
    topic: Topic
    priority: Priority
    heard: CameBy
    state: TicketState
    subject: str
    language: str
    customer: int | None
    is_proven: bool = Field(
        description="she is known to be whom she says; false: recognised by what was typed"
    )
    store: int | None
    staff: int | None = Field(description="who of the staff looks after it")
    opened_at: datetime
    due_at: datetime | None
    solved_at: datetime | None


class Entry(Schema):
    """One thing said: `in` by the customer, `out` by the shop. Notes of the staff are not told."""

    model_config = says(_ENTRY)

    id: int
    kind: EntryKind
    heard: CameBy
    text: str
    at: datetime


class WholeTicket(Ticket):
    """A ticket with the last two hundred things said in it, the oldest first."""

    model_config = says({**_TICKET, "entries": [_ENTRY]})

    entries: list[Entry]


class TicketPage(Schema):
    """Some tickets, in the order in which they were opened."""

    data: list[Ticket]
    next: Next
