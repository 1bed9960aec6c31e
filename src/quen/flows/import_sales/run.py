"""The way through: read the files, shape them, stage them, take them over; all or nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from quen.flows.import_sales.books import books_in, refuse_other_currency
from quen.flows.import_sales.points import enrol_all, give_points
from quen.flows.import_sales.receipts import refuse_numbers_that_start_again
from quen.flows.import_sales.rejects import write_rejects
from quen.flows.import_sales.shape import shape
from quen.flows.import_sales.staging import TABLES, Hands, stage
from quen.flows.import_sales.take_over import Taken, lock_imports, take_over
from quen.flows.models import ImportState, SalesImport
from quen.home.folder import uploads_folder
from quen.kernel.actor import Actor, ActorKind
from quen.kernel.errors import QuenError
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file import ReadingPlan, ReadOptions, SalesFile, open_sales

Progress = Callable[[str, float], None]
"""Called with the stage's name and the share of the whole that is done, 0 to 1."""
Guess = Callable[[ReadingPlan], None]
"""Called with how the files will be read, before their rows are."""


@dataclass(frozen=True)
class _Share:
    """Which part of the whole a stage is, from measured imports of a million lines."""

    start: float
    end: float


_BROKEN_OFF = gettext_noop("The import broke off. Nothing of it was kept; start it again.")

_READING, _STAGING, _TAKING, _POINTS = _Share(0.0, 0.3), _Share(0.3, 0.5), _Share(0.5, 0.8), _Share(0.8, 1.0)


def import_sales(
    paths: Sequence[Path],
    *,
    options: ReadOptions,
    by: Actor,
    record: SalesImport | None = None,
    store: str = "",
    enrol: bool = False,
    on_guess: Guess | None = None,
    on_progress: Progress | None = None,
) -> SalesImport:
    """Bring the files' rows into the database and return the record of it.

    `store` takes the rows of a file that names none; `enrol` makes members of everybody the files know. Members get the
    points their purchases would have given on their day. The record says DONE with
    rows_read = rows_imported + rows_already_there + rows_rejected, or FAILED with the reason; FAILED also raises.
    Raises the reader's errors, OtherCurrency, ReceiptsStartAgain, ReceiptsWouldMeet, StoreChanged, ImportUnderWay;
    nothing is written then but the record.
    """
    record = record or SalesImport(name=", ".join(path.name for path in paths)[:300])
    progress = on_progress or (lambda _stage, _share: None)
    with (
        _recorded(record, by),
        open_sales(paths, books_in(options, store=store), on_progress=_reading(progress)) as sales,
    ):
        _import(sales, record, store=store, enrol=enrol, on_guess=on_guess, progress=progress)
    progress("done", 1.0)
    return record


def import_opened(
    sales: SalesFile, *, name: str, by: Actor, on_progress: Progress | None = None
) -> SalesImport:
    """The same for files that somebody has opened, and perhaps read, with the options of these books."""
    record = SalesImport(name=name)
    with _recorded(record, by):
        _import(sales, record, progress=on_progress or (lambda _stage, _share: None))
    return record


@contextmanager
def _recorded(record: SalesImport, by: Actor) -> Iterator[None]:
    """The record says that the import runs, and where it fails, why."""
    record.created_by = record.created_by or str(by)
    record.state, record.started_at, record.error = ImportState.RUNNING, timezone.now(), None
    record.save()
    try:
        yield
    except QuenError as error:
        _fail(record, error.sentence)
        raise
    except BaseException:
        _fail(record, Sentence(_BROKEN_OFF))
        raise


def _import(
    sales: SalesFile,
    record: SalesImport,
    *,
    progress: Progress,
    store: str = "",
    enrol: bool = False,
    on_guess: Guess | None = None,
) -> None:
    refuse_other_currency(sales)
    if on_guess:
        on_guess(sales.plan)
    if not sales.is_read:
        sales.read(for_measures=False)
    _bring_in(sales, record, store=store, enrol=enrol, progress=progress)


def _reading(progress: Progress) -> Callable[[Sentence, float], None]:
    return lambda _doing, share: progress("reading", _READING.end * share)


def _bring_in(sales: SalesFile, record: SalesImport, *, store: str, enrol: bool, progress: Progress) -> None:
    refuse_numbers_that_start_again(sales.numbering.guess)
    shape(sales.connection, sales.numbering)
    by = Actor(ActorKind.IMPORT, record.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        lock_imports(cursor)
        hands = Hands(connection=sales.connection, cursor=cursor, folder=sales.folder)
        stage(
            TABLES,
            hands,
            on_table=lambda place: progress("staging", _within(_STAGING, place, len(TABLES))),
        )
        taken = take_over(
            hands,
            source=record,
            store=store,
            restart=sales.told_restart,
            currency=sales.plan.currency,
            by=by,
            on_step=lambda name, done, of: progress(name, _within(_TAKING, done, of)),
        )
        progress("points", _POINTS.start)
        record.members_new = enrol_all(taken.people, by=by) if enrol else 0
        judged = give_points(
            taken.people,
            by=by,
            on_progress=lambda done: progress("points", _within(_POINTS, int(100 * done), 100)),
        )
        record.points_given = judged.points
        _finish(record, sales, taken)


def _within(share: _Share, done: int, of: int) -> float:
    return share.start + (share.end - share.start) * done / of


def _finish(record: SalesImport, sales: SalesFile, taken: Taken) -> None:
    counts = sales.counts
    record.state, record.ended_at = ImportState.DONE, timezone.now()
    record.rows_read = counts.read
    record.rows_rejected = counts.rejected
    record.rows_imported = taken.rows
    record.rows_already_there = counts.read - counts.rejected - taken.rows
    record.purchases_new = taken.purchases
    record.customers_new = taken.customers
    record.notes = [_kept(note) for note in (*sales.plan.notes, *sales.notes, *taken.notes)]
    if counts.rejected:
        path = uploads_folder() / f"rejected-{record.pk}.csv"
        write_rejects(sales.connection, path)
        record.rejects_file = path.name
    record.save()


def _fail(record: SalesImport, why: Sentence) -> None:
    record.state, record.ended_at, record.error = ImportState.FAILED, timezone.now(), _kept(why)
    record.save()


def _kept(sentence: Sentence) -> list[object]:
    """A sentence as JSON; it is put into a language when it is shown."""
    return [sentence.template, {name: str(fact) for name, fact in sentence.facts.items()}]
