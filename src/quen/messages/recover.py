"""What a worker that died left under way: sent later, or found out about, or shown to staff as unknown."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.channels.port import Port
from quen.messages.errors import NoSuchMessage, NotInThatState
from quen.messages.models import Message, State
from quen.messages.outcome import Unknown
from quen.messages.settings_models import ChannelAccount
from quen.messages.write_down import Result, write_down
from quen.shops.history import remember


def recover(port: Port, account: ChannelAccount, *, slot: int, at: datetime) -> int:
    """Tidy up a slot this worker has to itself; how many messages became unknown."""
    left = Message.objects.filter(channel=port.channel, slot=slot, state=State.HANDING_OVER)
    left.filter(has_begun=False).update(state=State.WAITING, claimed_at=None, slot=None)
    results = []
    for row in left.filter(has_begun=True).order_by("pk"):
        told = port.look_up(account, row.key) if port.look_up else None
        results.append(Result(row, told or Unknown("the worker stopped while it was handed over")))
    write_down(results, at=at)
    return sum(isinstance(each.outcome, Unknown) for each in results)


def slots_under_way(channel: Channel) -> list[int]:
    """The slots in which something is being handed over, or was when its worker died."""
    under_way = Message.objects.filter(channel=channel, state=State.HANDING_OVER, slot__isnull=False)
    return sorted(
        slot for slot in under_way.order_by().values_list("slot", flat=True).distinct() if slot is not None
    )


@transaction.atomic
def send_again(*, message: int, at: datetime, by: Actor) -> Message:
    """Staff's word that an unknown, bounced or refused message shall be tried (again). The guard is asked as ever.

    Raises NoSuchMessage, NotInThatState.
    """
    row = Message.objects.select_for_update().filter(pk=message).first()
    if row is None:
        raise NoSuchMessage(gettext_noop("There is no such message."))
    if row.state not in (State.UNKNOWN, State.BOUNCED, State.REFUSED):
        raise NotInThatState(gettext_noop("This message is under way or has arrived. It is not sent twice."))
    remember({"state": (row.state, State.WAITING)}, of=f"message.{row.pk}", by=by)
    row.state, row.reason, row.detail = State.WAITING, "", ""
    row.due_at, row.ended_at, row.claimed_at, row.has_begun = at, None, None, False
    row.attempts = 0
    row.save()
    return row
