"""All checks of the facts, one finding at a time."""

from collections.abc import Iterator

from django.db import connection

from quen.events.lag import unread
from quen.events.models import ParkedEvent
from quen.insight.business_day import business_timezone
from quen.insight.checks.references import CHECKS
from quen.insight.lake.manifest import path_of, read_manifest
from quen.insight.lake.reader import lake_reader
from quen.insight.summary.reader import summary_reader
from quen.insight.summary.refresh import chunks
from quen.insight.summary.statements import run
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.models import Customer

_COUNTED = {
    "purchases": "SELECT count(*) FROM purchases_purchase",
    "lines": "SELECT count(*) FROM purchases_line l JOIN purchases_purchase p ON p.id = l.purchase_id",
    "returns": "SELECT count(*) FROM purchases_return",
    "customers": "SELECT count(*) FROM people_customer",
    "products": "SELECT count(*) FROM purchases_product",
    "stores": "SELECT count(*) FROM shops_store",
}


def check_facts() -> Iterator[Sentence]:
    """A sentence for everything that does not agree; nothing where all is well.

    References and merges, sums of purchases and returns, summaries against a recomputation, the lake's rows against
    the database's, events put aside. Where a reader is behind, that is said instead of what follows from it.
    """
    yield from _queries()
    yield from _parked()
    behind = {reader.name: unread(reader.name) for reader in (summary_reader(), lake_reader())}
    for name, events in behind.items():
        if events:
            yield Sentence(
                gettext_noop(
                    "%(count)s events wait for the reader “%(reader)s”; run the worker, then check again."
                ),
                {"count": events, "reader": name},
            )
    if not behind["summary"]:
        yield from _summaries()
    if not behind["lake"]:
        yield from _lake()


def _queries() -> Iterator[Sentence]:
    for check in CHECKS:
        with connection.cursor() as cursor:
            cursor.execute(check.query)
            count, example = cursor.fetchone()
        if count:
            yield Sentence(check.template, {"count": count, "example": example})


def _parked() -> Iterator[Sentence]:
    count = ParkedEvent.objects.filter(resolved_at=None).count()
    if count:
        yield Sentence(
            gettext_noop("%(count)s events could not be taken in and were put aside."), {"count": count}
        )


def _summaries() -> Iterator[Sentence]:
    wrong, example = 0, None
    for some in chunks(
        Customer.objects.filter(root=None).order_by("id").values_list("id", flat=True).iterator()
    ):
        parameters = {"customers": some, "timezone": business_timezone()}
        [(count, first)] = run("summary/counted", "checks/compare", parameters=parameters)
        wrong, example = wrong + count, example or first
    if wrong:
        yield Sentence(
            gettext_noop(
                "%(count)s customers' summaries differ from their purchases, e.g. customer %(example)s."
            ),
            {"count": wrong, "example": example},
        )


def _lake() -> Iterator[Sentence]:
    manifest = read_manifest()
    for part in manifest.parts:
        if not path_of(part).exists():
            yield Sentence(gettext_noop("The lake's file %(file)s is missing."), {"file": part.file})
    for table, query in _COUNTED.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            [count] = cursor.fetchone()
        if count != manifest.rows(table):
            yield Sentence(
                gettext_noop("The lake has %(lake)s rows of %(table)s, the database %(count)s."),
                {"lake": manifest.rows(table), "table": table, "count": count},
            )
