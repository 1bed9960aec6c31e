"""A few talks of the last days, all of them answered and over."""

from datetime import datetime, timedelta

from quen.chats.events import ChatClosed, ChatOpened
from quen.chats.models import Chat, ChatState, Line, LineKind
from quen.chats.say import given_name
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.people.models import Customer
from quen.shops.models import Staff
from quen.tickets.route import ANSWERING

_TALKS = (
    ("Quán còn bánh mì không ạ?", "Dạ còn, mình ghé trước 10 giờ là có bánh nóng ạ.", "Cảm ơn quán nhé"),
    ("Cho mình hỏi điểm tháng này đã cộng chưa?", "Dạ đã cộng rồi ạ, mình mở lại thẻ là thấy.", "Ok thấy rồi"),
    ("Chi nhánh Gò Vấp có chỗ đậu xe hơi không?", "Dạ có, ngay sau quán, có bảo vệ ạ.", ""),
    ("Hạt rang loại nào ít chua nhất vậy?", "Dạ loại rang đậm ạ, mình thử gói nhỏ trước.", "Để mình ghé mua"),
    ("Do you have oat milk?", "Yes, for a small extra charge.", "Great, thanks"),
)  # fmt: skip
_MINUTE = timedelta(minutes=1)


def make_chats(*, now: datetime) -> list[Happening]:
    """Write chats and lines; the events are the caller's to write."""
    staff = Staff.objects.filter(is_active=True, role__in=ANSWERING).order_by("pk").first()
    customers = list(Customer.objects.filter(root=None, is_internal=False).order_by("-pk")[: len(_TALKS)])
    if staff is None or len(customers) < len(_TALKS):
        return []
    chats = Chat.objects.bulk_create(
        _chat(place, talk, customer, staff, now - timedelta(hours=26 * place + 20))
        for place, (talk, customer) in enumerate(zip(_TALKS, customers, strict=True))
    )
    Line.objects.bulk_create(
        line for chat, talk in zip(chats, _TALKS, strict=True) for line in _lines(chat, talk, staff)
    )
    return [event for chat in chats for event in _story(chat)]


def _chat(place: int, talk: tuple[str, str, str], customer: Customer, staff: Staff, at: datetime) -> Chat:
    last = sum(1 for words in talk if words)
    return Chat(
        state=ChatState.CLOSED, customer=customer, is_proven=True, language="en" if "oat" in talk[0] else "vi",
        owner=staff, key=f"demo-chat-{place}", opened_at=at, changed_at=at + 3 * _MINUTE,
        first_answered_at=at + _MINUTE, closed_at=at + 9 * _MINUTE, last=last, visitor_seen=last, staff_seen=last,
    )  # fmt: skip


def _lines(chat: Chat, talk: tuple[str, str, str], staff: Staff) -> list[Line]:
    by_her, by_staff = Actor(ActorKind.MEMBER, chat.customer_id), Actor(ActorKind.STAFF, staff.pk)
    return [
        Line(
            chat=chat, number=number, kind=LineKind.OUT if number == 2 else LineKind.IN, text=words,
            author=given_name(staff) if number == 2 else "", key=f"demo-line-{number}",
            at=chat.opened_at + (number - 1) * _MINUTE, by=str(by_staff if number == 2 else by_her),
        )
        for number, words in enumerate(talk, start=1)
        if words
    ]  # fmt: skip


def _story(chat: Chat) -> list[Happening]:
    whose = {"customer": chat.customer_id, "subject": chat.pk}
    opened = ChatOpened(at=chat.opened_at, by=SYSTEM, place="member", **whose)
    closed = ChatClosed(
        at=chat.closed_at or chat.changed_at, by=SYSTEM, lines=chat.last, waited_seconds=60, **whose
    )
    return [opened, closed]
