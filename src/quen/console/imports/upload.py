"""Uploading sales files."""

import shutil
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.imports.receiving import IntoFolder
from quen.flows.import_sales.uploads import take_in
from quen.home.folder import uploads_folder
from quen.shops.roles import Permission

UPLOAD_BYTES = 2 * 1024**3
"""The most one request may bring."""


@csrf_exempt  # the token stands in the body, which must not be read before the files have a place to go: see _receive
@needs(Permission.IMPORT_FILES)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """The page with the drop area; POST takes the files in."""
    if request.method == "GET":
        return _page(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) > UPLOAD_BYTES:
        return _page(request, error=_too_large(), status=413)
    folder = uploads_folder() / uuid.uuid4().hex
    request.upload_handlers = [IntoFolder(request, folder)]
    response = _received(request)
    if response.status_code >= 400:
        shutil.rmtree(folder, ignore_errors=True)
    return response


def _received(request: StaffRequest) -> HttpResponse:
    try:
        return _receive(request)
    except OSError:
        words = _("The upload broke off, or the server's disk is full. Nothing was kept; please try again.")
        return _page(request, error=words, status=507)
    except TooManyFilesSent:
        words = _("At most %(limit)s files can be uploaded at once. Nothing was kept.")
        return _page(request, error=words % {"limit": settings.DATA_UPLOAD_MAX_NUMBER_FILES}, status=413)


@csrf_protect
def _receive(request: StaffRequest) -> HttpResponse:
    files = request.FILES.getlist("files")
    if not files:
        return _page(request, error=_("No file was chosen."), status=422)
    handler = request.upload_handlers[0]
    assert isinstance(handler, IntoFolder)
    record = take_in(
        name=", ".join(file.name or "" for file in files), folder=handler.folder.name, by=actor(request)
    )
    return redirect("console:imports:show", import_id=record.pk)


def _page(request: StaffRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"error": error, "is_first": "first" in request.GET}
    return render(request, "console/imports/new.html", context, status=status)


def _too_large() -> str:
    return _(
        "These files are larger than 2 GB together. Nothing was kept; upload them in several goes, "
        "or use the command quen import."
    )
