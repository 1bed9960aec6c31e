"""The list of imports, and one import from its preview to its result."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console import restarts
from quen.console.access import StaffRequest, needs
from quen.console.imports.mapping import mapping_context
from quen.console.imports.words import said, stage_words, starters
from quen.flows.import_sales import uploads
from quen.flows.import_sales.errors import ImportNotOpen
from quen.flows.import_sales.kept import files_of
from quen.flows.models import ImportState, SalesImport
from quen.home.folder import uploads_folder
from quen.shops.roles import Permission

ROWS = 50
UNDER_WAY = (ImportState.QUEUED, ImportState.RUNNING)


@needs(Permission.IMPORT_FILES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All imports, newest first."""
    search = request.GET.get("q", "").strip()
    page = Paginator(_imports(search), ROWS).get_page(request.GET.get("page"))
    names = starters(page.object_list)
    rows = [(record, names[record.created_by]) for record in page.object_list]
    context = {"page": page, "rows": rows, "counted": page.paginator.count, "search": search}
    return render(request, "console/imports/index.html", context)


@needs(Permission.IMPORT_FILES)
@require_GET
def show(request: StaffRequest, import_id: int) -> HttpResponse:
    """One import, as far as it is."""
    record = get_object_or_404(SalesImport, pk=import_id)
    context = _shown(record)
    if record.state == ImportState.WAITING:
        context |= mapping_context(record)
    return render(request, "console/imports/show.html", context)


@needs(Permission.IMPORT_FILES)
@require_GET
def progress(request: StaffRequest, import_id: int) -> HttpResponse:
    """How far it is, for the page to ask every second; once it is over, the whole page is fetched."""
    record = get_object_or_404(SalesImport, pk=import_id)
    response = render(request, "console/imports/_progress.html", _shown(record))
    if record.state not in UNDER_WAY and record.stage != uploads.LOOKING:
        response.headers["HX-Refresh"] = "true"
    return response


@needs(Permission.IMPORT_FILES)
@require_POST
def start(request: StaffRequest, import_id: int) -> HttpResponse:
    """Let the worker bring it in."""
    get_object_or_404(SalesImport, pk=import_id)
    with suppress(ImportNotOpen):  # pressed twice: the page shows how far it is
        uploads.start(import_id=import_id, enrol=bool(request.POST.get("enrol")))
    return redirect("console:imports:show", import_id=import_id)


@needs(Permission.IMPORT_FILES)
@require_POST
def reopen(request: StaffRequest, import_id: int) -> HttpResponse:
    """Back from a failure to the choices."""
    record = get_object_or_404(SalesImport, pk=import_id)
    try:
        uploads.choose(import_id=import_id, options=record.options)
    except ImportNotOpen as error:
        messages.error(request, error.sentence.render(_))
    return redirect("console:imports:show", import_id=import_id)


@needs(Permission.IMPORT_FILES)
@require_POST
def restart(request: StaffRequest, import_id: int) -> HttpResponse:
    """Say that receipt numbers start again, as was proposed, and import it like that: one press."""
    record = get_object_or_404(SalesImport, pk=import_id)
    said_restart = request.POST.get("restart", "")
    if said_restart in restarts.PROPOSALS:
        with suppress(ImportNotOpen):  # pressed twice: the page shows how far it is
            uploads.choose(import_id=import_id, options={**record.options, "restart": said_restart})
            uploads.start(import_id=import_id, enrol=bool(record.options.get("enrol")))
    return redirect("console:imports:show", import_id=import_id)


@needs(Permission.IMPORT_FILES)
@require_POST
def drop(request: StaffRequest, import_id: int) -> HttpResponse:
    """Forget an import that brought nothing in."""
    record = get_object_or_404(SalesImport, pk=import_id)
    try:
        uploads.drop(import_id=import_id)
    except ImportNotOpen as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:imports:show", import_id=import_id)
    words = _("The upload of %(files)s was removed. Nothing of it had been imported.")
    messages.success(request, words % {"files": record.name})
    return redirect("console:imports:index")


@needs(Permission.IMPORT_FILES)
@require_GET
def rejects(request: StaffRequest, import_id: int) -> FileResponse:  # noqa: ARG001
    """The rejected rows with their reasons, as CSV."""
    record = get_object_or_404(SalesImport, pk=import_id)
    path = uploads_folder() / record.rejects_file
    if not record.rejects_file or not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=record.rejects_file, content_type="text/csv"
    )


def _imports(search: str) -> "QuerySet[SalesImport]":
    found = SalesImport.objects.defer("options", "notes", "error").order_by("-created_at", "-pk")
    return found.filter(name__icontains=search) if search else found


def _shown(record: SalesImport) -> dict[str, Any]:
    proposed = (record.error[1] if record.error else {}).get("restart", "")
    return {
        "proposed_restart": proposed,
        "proposal": restarts.PROPOSALS.get(proposed, ""),
        "record": record,
        "started_by": starters([record])[record.created_by],
        "is_under_way": record.state in UNDER_WAY or record.stage == uploads.LOOKING,
        "stage": _("Looking through the files")
        if record.stage == uploads.LOOKING
        else stage_words(record.stage),
        "is_looking": record.stage == uploads.LOOKING,
        "percent": round(record.progress * 100),
        "why": said(record.error),
        "notes": [said(note) for note in record.notes],
        "has_files": bool(files_of(record)),
    }
