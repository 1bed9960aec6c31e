"""The reader that keeps the lake in step with the story."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.functions import TruncMonth

from quen.enrolment.events import MemberEnrolled
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.insight.business_day import business_timezone
from quen.insight.lake.export import export
from quen.insight.lake.manifest import read_manifest
from quen.insight.lake.stale import months_that_hold
from quen.insight.lake.tables import OF_CUSTOMERS, OF_GOODS, OF_MEMBERS
from quen.people.events import (
    CustomerAdded,
    CustomerEdited,
    CustomerErased,
    CustomersMerged,
    MergeUndone,
)

_OF_FACTS = Q(kind__startswith="purchase.") | Q(kind__startswith="return.")
_OF_CUSTOMERS = Q(
    kind__in=[
        each.kind for each in (CustomerAdded, CustomerEdited, CustomerErased, CustomersMerged, MergeUndone)
    ]
)


def lake_reader() -> Reader:
    """The reader for the registry: outside a transaction, because a month takes seconds to write; in large batches,
    because a month is written once per batch, and with pauses, because a sale a second is no reason to write the
    month every second."""
    return Reader(
        name="lake", take=_take, batch=1_000_000, is_transactional=False, pause=timedelta(seconds=30)
    )


def _take(batch: Batch) -> None:
    months = _months(batch)
    tables = [*_people(batch), *(OF_GOODS if months else ())]
    if tables or not read_manifest().parts:
        export(months=months, tables=tables)


def _people(batch: Batch) -> tuple[str, ...]:
    if batch.events().filter(_OF_CUSTOMERS).exists():
        return OF_CUSTOMERS
    return OF_MEMBERS if batch.events().filter(kind=MemberEnrolled.kind).exists() else ()


def _months(batch: Batch) -> set[date]:
    """The months new facts fall in, and those where a fact that has moved since still lies."""
    facts = batch.events().filter(_OF_FACTS).order_by()
    local = TruncMonth("happened_at", tzinfo=_zone())
    months = {moment.date() for moment in facts.values_list(local, flat=True).distinct()}
    lake = read_manifest()
    for kind, table in (("purchase.completed", "purchases"), ("return.completed", "returns")):
        ids = [subject for subject in facts.filter(kind=kind).values_list("subject", flat=True) if subject]
        months |= months_that_hold(lake, table, ids)
    return months


def _zone() -> ZoneInfo:
    return ZoneInfo(business_timezone())
