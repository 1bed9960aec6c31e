"""How a file is read: shown before it is used, and overruled here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, needs
from quen.console.imports.as_read import as_read, readable_format
from quen.console.imports.forms import MappingForm
from quen.console.imports.words import DECIDED_BY, GROUPS, said
from quen.enrolment.versions import launched
from quen.flows.import_sales import uploads
from quen.flows.import_sales.errors import ImportNotOpen
from quen.flows.import_sales.kept import files_of
from quen.flows.import_sales.preview import Preview, kept_preview, make_preview
from quen.flows.models import SalesImport
from quen.shops.roles import Permission

AT_ONCE_BYTES = 8 * 1024**2
"""Files up to this size (about 100,000 rows) are looked through while the page loads; larger ones by the worker.

Measured: 45 MB in 305 files take 5 to 20 s, depending on what else the machine does.
"""

WORKBOOK_WEIGHT = 20
"""A workbook is packed and slow to open: a byte of it counts like this many of a text file."""

WANTED = frozenset({"date", "receipt", "amount", "customer", "phone"})
"""The fields that are always offered, because a file without them tells little."""

SAMPLES = 3


@dataclass(frozen=True)
class FieldRow:
    """One line of the mapping: the field, the chosen column, and what stands in it."""

    label: Promise
    hint: Promise | None
    select: BoundField
    decided_by: Promise | None
    samples: Sequence[str]


@needs(Permission.IMPORT_FILES)
@require_POST
def change(request: StaffRequest, import_id: int) -> HttpResponse:
    """Overrule the guess, and look anew."""
    record = get_object_or_404(SalesImport, pk=import_id)
    preview = kept_preview(record)
    if preview is None:
        return redirect("console:imports:show", import_id=import_id)
    form = MappingForm(request.POST, preview=preview)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: %(why)s") % {"why": form.in_words()})
        return redirect("console:imports:show", import_id=import_id)
    try:
        uploads.choose(import_id=import_id, options=form.options())
    except ImportNotOpen as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("This is how the file is read now. Nothing was imported yet."))
    return redirect("console:imports:show", import_id=import_id)


def mapping_context(record: SalesImport) -> dict[str, Any]:
    """What the page shows of a waiting import; large files are handed to the worker first."""
    if not files_of(record):
        return {"is_gone": True}
    preview = kept_preview(record)
    if preview is None and weight(record) <= AT_ONCE_BYTES:
        preview = make_preview(record)
    if preview is None:
        uploads.ask_for_preview(import_id=record.pk)
        return {"is_under_way": True, "is_looking": True, "stage": _("Looking through the files")}
    form = MappingForm(preview=preview)
    return {
        "preview": preview,
        "form": form,
        "error": said(preview.error) if preview.error else "",
        "preview_notes": [said(note) for note in preview.notes],
        "groups": _groups(form, preview, in_use=True),
        "more_groups": _groups(form, preview, in_use=False),
        "first_rows": _first_rows(preview),
        "has_programme": bool(launched()),
        "date_formats": [readable_format(written) for written in preview.date_formats],
    }


def weight(record: SalesImport) -> int:
    """How much there is to look through, in bytes of text."""
    return sum(
        path.stat().st_size * (WORKBOOK_WEIGHT if path.suffix.lower().startswith(".xls") else 1)
        for path in files_of(record)
    )


def _groups(form: MappingForm, preview: Preview, *, in_use: bool) -> list[tuple[Promise, list[FieldRow]]]:
    """The groups with the fields that have a column (or should have one), or with the others."""
    groups = [
        (
            group.title,
            [
                _row(words, form, preview)
                for words in group.fields
                if (words.field in preview.columns or words.field in WANTED) == in_use
            ],
        )
        for group in GROUPS
    ]
    return [(title, rows) for title, rows in groups if rows]


def _row(words: Any, form: MappingForm, preview: Preview) -> FieldRow:
    column = preview.columns.get(words.field, "")
    return FieldRow(
        label=words.label,
        hint=words.hint,
        select=form[words.field],
        decided_by=DECIDED_BY.get(preview.by.get(words.field, "")),
        samples=_samples(preview, column),
    )


def _samples(preview: Preview, column: str) -> list[str]:
    values = (row.raw.get(column) for row in preview.rows)
    return list(dict.fromkeys(value for value in values if value))[:SAMPLES]


def _first_rows(preview: Preview) -> list[dict[str, Any]]:
    return [
        {
            "row_no": row.row_no,
            "raw": [row.raw.get(column) or "" for column in preview.all_columns],
            "read": as_read(row.parsed, preview.currency),
            "reason": said(row.reason),
        }
        for row in preview.rows
    ]
