"""Who said stop: customers whom daily messages drove away, by the link of such a message."""

from datetime import timedelta

from quen.campaigns.find import KIND
from quen.demo.loyalty.luck import chance
from quen.demo.reactions import WRITTEN_TO
from quen.demo.shop import Shop
from quen.kernel.actor import Actor, ActorKind
from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.messages.unsubscribe import Why, unsubscribe
from quen.people.models import Identity, IdentityKind

_TRIAL, _MOST = "too-often", 16
_WHY = (
    (Why.TOO_MANY, "Ngày nào cũng nhắn"), (Why.TOO_MANY, "Một tuần một tin là đủ"), (Why.TOO_MANY, ""),
    (Why.NOT_FOR_ME, "Tôi chỉ mua gạo"), (Why.MOVED_ON, ""), ("", ""),
)  # fmt: skip


def say_stop(shop: Shop, *, seed: int) -> None:
    """End the offers of some of them, each some days after her message."""
    away = [
        row["code"]
        for row in shop.trials.to_pylist()
        if row["trial"] == _TRIAL and row["arm"] == WRITTEN_TO and row["moved"] < 0
    ]
    codes = Identity.objects.filter(kind=IdentityKind.CODE, value__in=away)
    sent = Message.objects.filter(
        channel=Channel.SMS, source_kind=KIND, customer__in=codes.values("customer")
    )
    last = {row.customer_id: row for row in sent.order_by("queued_at", "pk")}
    for customer, message in sorted(last.items())[:_MOST]:
        word = f"{seed} stop {customer}"
        reason, words = _WHY[chance(word, len(_WHY))]
        unsubscribe(
            customer=customer, channel=Channel.SMS, message=message.pk, reason=reason, words=words,
            at=message.queued_at + timedelta(hours=30 + chance(f"{word} at", 400)),
            by=Actor(ActorKind.MEMBER, customer),
        )  # fmt: skip
