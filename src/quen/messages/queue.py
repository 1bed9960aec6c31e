"""Put messages into the outbox: one, or a million in one statement. The guard speaks first, and its word is kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from pydantic_core import from_json, to_json

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.errors import NoSuchMessage
from quen.messages.facts import FACTS, facts_of
from quen.messages.guard import Allowed, Held, Occasion, Reason, Verdict, decide
from quen.messages.judge_many import VERDICT, Value, planned_for, verdict_values
from quen.messages.models import Message, State, TemplateVersion
from quen.messages.settings import rules_for

_QUEUE = (Path(__file__).parent / "queue.sql").read_text()
_ASKED = "WITH asked AS (SELECT DISTINCT customer AS number FROM outreach_asked), "


@dataclass(frozen=True)
class Source:
    """What sends: a campaign, a step of a journey, staff. Empty: nothing that can be paused or stopped."""

    kind: str = ""
    id: int | None = None

    @property
    def number(self) -> int:
        """Its number, where something is done to all it sends."""
        if self.id is None:
            raise NoSuchMessage(gettext_noop("Nothing was sent by a source of that kind."))
        return self.id


NO_SOURCE = Source()


@dataclass(frozen=True)
class Recipient:
    """One of many: facts of her own (her voucher's code), and her own hour where it is known."""

    customer: int
    facts: Mapping[str, object] = field(default_factory=dict)
    due_at: datetime | None = None


@transaction.atomic
def queue(
    *,
    customer: int,
    version: TemplateVersion,
    key: str,
    at: datetime,
    by: Actor,
    facts: Mapping[str, object] | None = None,
    source: Source = NO_SOURCE,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    occasion: str = "",
) -> Message:
    """One message, in the state the guard gives it now: waiting, held, refused or expired.

    The same key gives the message of before. The guard is asked again when it is handed over.
    """
    known = Message.objects.filter(key=key).first()
    if known is not None:
        return known
    template, due = version.template, due_at or at
    rules = rules_for(Channel(template.channel), MessagePurpose(template.purpose))
    about = facts_of([customer], rules=rules, at=due)[customer]
    verdict = decide(about, rules, at=due, occasion=Occasion(occasion, not_after))
    row = Message(
        customer_id=about.root or customer,
        channel=template.channel,
        purpose=template.purpose,
        version=version,
        key=key,
        source_kind=source.kind,
        source_id=source.id,
        occasion=occasion,
        facts=from_json(to_json(dict(facts or {}))),
        queued_at=at,
        not_after=not_after,
        address=about.address,
        queued_by=str(by),
        **{"due_at": due, **standing(verdict, at=at)},
    )
    Message.objects.bulk_create([row], ignore_conflicts=True)
    return Message.objects.get(key=key)


@transaction.atomic
def queue_many(
    *,
    recipients: Iterable[Recipient],
    version: TemplateVersion,
    key: str,
    at: datetime,
    by: Actor,
    source: Source = NO_SOURCE,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    occasion: str = "",
) -> dict[str, int]:
    """The same for many; state → how many were added. Each message's key is ``key:customer``.

    Called again with the same key it adds only who is new. Merged customers get one message between them.
    """
    template, due = version.template, due_at or at
    rules = rules_for(Channel(template.channel), MessagePurpose(template.purpose))
    values: dict[str, Value] = {
        **verdict_values(rules, at=due, not_after=not_after, occasion=occasion), "now": at, "key": key,
        "version": version.pk, "purpose": template.purpose, "source_kind": source.kind, "source_id": source.id,
        "by": str(by),
    }  # fmt: skip
    with connection.cursor() as cursor, planned_for(_ask(recipients)):
        cursor.execute(f"{_ASKED} {FACTS}, {VERDICT}, {_QUEUE}", values)
        return {state: int(count) for state, count in cursor.fetchall()}


def standing(verdict: Verdict, *, at: datetime) -> dict[str, object]:
    """How a verdict is written into the outbox."""
    if isinstance(verdict, Allowed):
        return {"state": State.WAITING, "reason": "", "hold_until": None}
    if isinstance(verdict, Held):
        return {
            "state": State.HELD,
            "reason": verdict.reason,
            "hold_until": verdict.until,
            "due_at": verdict.until,
        }
    state = State.EXPIRED if verdict.reason == Reason.TOO_LATE else State.REFUSED
    return {"state": state, "reason": verdict.reason, "hold_until": None, "ended_at": at}


def _ask(recipients: Iterable[Recipient]) -> int:
    """Who is asked about, in a table of this transaction alone; how many they are."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS outreach_asked")
        cursor.execute(
            "CREATE TEMP TABLE outreach_asked (customer bigint, facts jsonb, due_at timestamptz) ON COMMIT DROP"
        )
        with cursor.copy("COPY outreach_asked (customer, facts, due_at) FROM STDIN") as copy:
            for row in _rows(recipients):
                copy.write_row(row)
                count += 1
        cursor.execute("ANALYZE outreach_asked")
    return count


def _rows(recipients: Iterable[Recipient]) -> Iterator[tuple[int, str, datetime | None]]:
    for each in recipients:
        yield each.customer, to_json(each.facts).decode() if each.facts else "{}", each.due_at
