"""Imports in the background, and those a stopped machine left unfinished."""

from typing import Any

import psycopg
from django.db import connection
from django.utils import translation
from procrastinate.contrib.django import app

from quen.flows.import_sales.kept import files_of, forget_files
from quen.flows.import_sales.preview import make_preview, read_options
from quen.flows.import_sales.run import import_sales
from quen.flows.models import ImportState, SalesImport
from quen.kernel.actor import Actor, ActorKind
from quen.kernel.errors import QuenError
from quen.shops.reads import current_business


def queue_import(record: SalesImport) -> None:
    """Have the worker do it. Commit together with the record: a job without a record never starts."""
    record.state = ImportState.QUEUED
    record.save()
    run_import.configure(lock="import").defer(import_id=record.pk)


@app.task(name="import_sales")
def run_import(*, import_id: int) -> None:
    """Import what the record asks for; the record tells the outcome."""
    record = SalesImport.objects.get(pk=import_id)
    if record.state == ImportState.DONE:
        return
    business = current_business()
    options = read_options(record)
    with translation.override(business.language if business else "vi"), _Progress(import_id) as show:
        try:
            import_sales(
                files_of(record),
                options=options,
                by=Actor(ActorKind.IMPORT, import_id),
                record=record,
                store=record.options.get("store", ""),
                enrol=bool(record.options.get("enrol")),
                on_progress=show,
            )
        except QuenError:
            return  # the record says why, in the reader's language; the files stay for another try
    forget_files(record)


def queue_preview(record: SalesImport) -> None:
    """Have the worker look through files that are too large to be looked through within a request."""
    plan_import.defer(import_id=record.pk)


@app.task(name="plan_import")
def plan_import(*, import_id: int) -> None:
    """Leave the preview where the page finds it."""
    record = SalesImport.objects.filter(pk=import_id, state=ImportState.WAITING).first()
    if record and files_of(record):
        make_preview(record)
        SalesImport.objects.filter(pk=import_id, state=ImportState.WAITING).update(stage="")


def take_up_interrupted_imports() -> None:
    """At the worker's start: what a killed worker left RUNNING wrote nothing, so it simply starts again."""
    for record in SalesImport.objects.filter(state=ImportState.RUNNING).exclude(folder=""):
        queue_import(record)


class _Progress:
    """Writes progress on a connection of its own, so that others see it before the import commits."""

    def __init__(self, import_id: int) -> None:
        self.import_id = import_id

    def __enter__(self) -> "_Progress":
        self.connection = psycopg.connect(**_connection_parameters(), autocommit=True)
        return self

    def __exit__(self, *_reason: object) -> None:
        self.connection.close()

    def __call__(self, stage: str, share: float) -> None:
        self.connection.execute(
            "UPDATE flows_salesimport SET stage = %s, progress = %s WHERE id = %s",
            [stage, share, self.import_id],
        )


def _connection_parameters() -> dict[str, Any]:
    wanted = ("dbname", "user", "password", "host", "port")
    return {name: value for name, value in connection.get_connection_params().items() if name in wanted}
