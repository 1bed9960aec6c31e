"""What to say on the telephone, with the customer's facts in their places."""

from datetime import datetime

from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.house import house_of
from quen.messages.load_facts import Asked, load
from quen.messages.wording import mentions, missing_of, read, write
from quen.people.models import Customer
from quen.tasks.models import Task

UNKNOWN = "…"


def spoken(task: Task, customer: Customer | None, *, at: datetime) -> str:
    """The script as it is read out; what the shop does not know of her stands as “…”, for staff to leave out or ask.

    A script nobody checked, as a file of a journey may bring, is shown as it was written.
    """
    try:
        pieces, names = read(task.script), mentions(task.script)
    except QuenError:
        return task.script
    if not names:
        return task.script
    language = (customer.language if customer else "") or "vi"
    facts: dict[str, object] = {}
    if customer is not None:
        asked = Asked(
            customers=[customer.pk], language=language, channel=Channel.CALL, at=at, house=house_of()
        )
        facts |= load(asked, names)[customer.pk]
    facts |= dict.fromkeys(missing_of(pieces, facts), UNKNOWN)
    return write(pieces, facts, language=language)
