"""What the guard must know of customers, read for a few in one query."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import connection

from quen.measures.uplift.assign import BUCKET_SQL, GLOBAL
from quen.messages.channel import ADDRESS_OF, CONSENT_FOR, Channel
from quen.messages.confirmed import CONFIRMED
from quen.messages.forgotten import pads
from quen.messages.guard import Facts, Rules

FACTS = (
    (Path(__file__).parent / "facts.sql")
    .read_text()
    .replace("__bucket__ <", BUCKET_SQL.format(customer="who.root", experiment=f"'{GLOBAL}'") + " <")
)
_ASKED = "WITH asked AS (SELECT unnest(%(customers)s::bigint[]) AS number), "
_COLUMNS = """ SELECT number, root, is_internal, address, is_suppressed, is_do_not_call, agrees, most_a_month,
    only_birthdays, is_held_out, sent_here, sent_anywhere FROM known"""
_SPARED = {Channel.SMS, Channel.CALL}


def facts_of(customers: Iterable[int], *, rules: Rules, at: datetime) -> dict[int, Facts]:
    """The facts by the number asked for. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ASKED + FACTS + _COLUMNS, {"customers": list(customers), "at": at, **asked_with(rules)}
        )
        return {number: Facts(*rest) for number, *rest in cursor.fetchall()}


def asked_with(rules: Rules) -> dict[str, str | bool | float | bytes]:
    """The parameters of facts.sql that follow from channel and purpose."""
    return {
        "channel": rules.channel.value,
        "consent": CONSENT_FOR[rules.channel].value,
        "identity": ADDRESS_OF.get(rules.channel, ""),
        "holdout": rules.holdout_percent / 100,
        "confirmed": f"{CONFIRMED}%" if rules.asks_twice else "%",
        "spares_listed": rules.is_marketing and rules.channel in _SPARED,
        **pads(),
    }
