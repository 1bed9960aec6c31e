"""Who is to be asked when: after purchases and settled tickets as they are told, and a panel a few each day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from quen.events.models import Event
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.measures.uplift.assign import BUCKET_SQL, bucket
from quen.surveys.models import AskingRule, DueAsk, Occasion

_OCCASION_OF = {"purchase.recorded": Occasion.PURCHASE, "ticket.solved": Occasion.TICKET}
KINDS = frozenset(_OCCASION_OF)
LATEST = timedelta(days=3)
"""Nobody is asked about a purchase or a ticket that was told later than this, as an import's: she has forgotten it."""
ACTIVE = timedelta(days=365)
"""A panel asks customers who bought within it."""

# Each customer has her own day of the panel's round, by a hash: so many are asked every day, and each once a round.
_PANEL = f"""
INSERT INTO surveys_dueask (rule_id, customer_id, purchase_id, key, due_at)
SELECT %(rule)s, person.id, NULL, 'panel:' || %(rule)s::text || ':' || %(round)s::text || ':' || person.id::text, %(at)s
FROM people_customer AS person
WHERE person.root_id IS NULL AND NOT person.is_internal
    AND {BUCKET_SQL.format(customer="person.id", experiment="%(draw)s")} < %(share)s
    AND floor({BUCKET_SQL.format(customer="person.id", experiment="%(slot)s")} * %(every)s)::int = %(day)s
    AND EXISTS (SELECT FROM purchases_purchase AS bought
                WHERE bought.customer_id = person.id AND bought.bought_at >= %(active)s AND bought.bought_at < %(at)s)
ON CONFLICT (key) DO NOTHING
"""  # noqa: S608 (written here)


def surveys_reader() -> Reader:
    """The reader for the registry."""

    def take(batch: Batch) -> None:
        plan(batch.events(), at=timezone.now())

    return Reader(name="surveys", take=take, kinds=KINDS, batch=10_000)


def plan(events: Iterable[Event], *, at: datetime) -> int:
    """Who bought lately, or whose ticket was settled, is to be asked if drawn, once the rule's delay is over; how many.

    Idempotent: a purchase or a ticket is planned once for each rule.
    """
    rules = list(
        AskingRule.objects.filter(occasion__in=_OCCASION_OF.values(), is_on=True, survey__closed_at=None)
    )
    if not rules:
        return 0
    rows = [
        _due(rule, event, event.customer, event.subject)
        for event in events
        if event.customer is not None and event.subject is not None and event.happened_at >= at - LATEST
        for rule in rules
        if rule.occasion == _OCCASION_OF[event.kind] and rule.store_id in (None, event.store)
        and _is_drawn(rule, event.subject)
    ]  # fmt: skip
    DueAsk.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)
    return len(rows)


def _due(rule: AskingRule, event: Event, customer: int, subject: int) -> DueAsk:
    is_ticket = rule.occasion == Occasion.TICKET
    return DueAsk(
        rule=rule, customer_id=customer, purchase_id=None if is_ticket else subject,
        ticket=subject if is_ticket else None,
        key=f"{rule.pk}:ticket:{subject}" if is_ticket else f"{rule.pk}:{subject}",
        due_at=event.happened_at + timedelta(hours=rule.delay_hours),
    )  # fmt: skip


def plan_panels(*, at: datetime) -> int:
    """Whose day it is in the round of a panel; called once a day or more. How many are to be asked."""
    planned = 0
    for rule in AskingRule.objects.filter(occasion=Occasion.PANEL, is_on=True, survey__closed_at=None):
        every = rule.every_days or 1
        round_number, day = divmod((at - rule.made_at).days, every)
        values: dict[str, int | float | str | datetime] = {
            "rule": rule.pk, "round": round_number, "at": at, "share": rule.sample_percent / 100, "every": every,
            "day": day, "draw": f"panel {rule.pk} {round_number}", "slot": f"panel day {rule.pk}",
            "active": at - ACTIVE,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_PANEL, values)
            planned += cursor.rowcount
    return planned


def _is_drawn(rule: AskingRule, purchase: int) -> bool:
    return bucket(purchase, f"survey rule {rule.pk}") < rule.sample_percent / 100
