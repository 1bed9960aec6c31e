"""What staff decide about an import they uploaded: how to read it, to start it, to drop it.

The files lie in a folder of their own inside the uploads; the record is the only one who knows its name.
"""

from collections.abc import Mapping

from django.db import transaction

from quen.flows.import_sales.errors import ImportNotOpen
from quen.flows.import_sales.jobs import queue_import, queue_preview
from quen.flows.import_sales.kept import files_of, forget_files, sweep
from quen.flows.models import ImportState, SalesImport
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop

LOOKING = "looking"
"""The stage of a waiting import whose files the worker is looking through."""

OPEN = (ImportState.WAITING, ImportState.FAILED)
"""The states in which people may still decide."""


def take_in(*, name: str, folder: str, by: Actor) -> SalesImport:
    """Record files that were uploaded into `folder` of the uploads; they wait for a go-ahead."""
    sweep()
    return SalesImport.objects.create(name=name[:300], folder=folder, created_by=str(by))


@transaction.atomic
def choose(*, import_id: int, options: Mapping[str, object]) -> SalesImport:
    """Say how the files are to be read. Raises ImportNotOpen."""
    record = _open_import(import_id)
    record.options, record.state, record.stage, record.error = dict(options), ImportState.WAITING, "", None
    record.save(update_fields=["options", "state", "stage", "error"])
    return record


@transaction.atomic
def ask_for_preview(*, import_id: int) -> None:
    """Have the worker look through the files, once; the stage says so meanwhile. Raises ImportNotOpen."""
    record = _open_import(import_id)
    if record.stage != LOOKING:
        record.stage = LOOKING
        record.save(update_fields=["stage"])
        queue_preview(record)


@transaction.atomic
def start(*, import_id: int, enrol: bool = False) -> SalesImport:
    """Hand the import to the worker, once: a second press finds it queued. Raises ImportNotOpen.

    `enrol`: everybody the files know becomes a member.
    """
    record = _open_import(import_id)
    record.options = {**record.options, "enrol": enrol} if enrol else record.options
    record.stage, record.progress, record.error = "", 0, None
    queue_import(record)
    return record


@transaction.atomic
def drop(*, import_id: int) -> None:
    """Forget an import that brought nothing in, with its files. Raises ImportNotOpen."""
    record = _open_import(import_id)
    forget_files(record)
    record.delete()


def _open_import(import_id: int) -> SalesImport:
    record = SalesImport.objects.select_for_update().get(pk=import_id)
    if record.state not in OPEN or not files_of(record):
        raise ImportNotOpen(
            gettext_noop(
                "This import was started already; it cannot be changed any more. Nothing was changed."
            )
        )
    return record
