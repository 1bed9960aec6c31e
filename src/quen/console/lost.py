"""Pages nobody wants to see: an address that leads nowhere, and a fault of ours."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

_log = logging.getLogger(__name__)
_PLAIN = "Có lỗi ở đây, chưa có gì được lưu. / Something went wrong here; nothing was kept."


def nowhere(request: HttpRequest) -> HttpResponse:
    """Raises Http404, always."""
    raise Http404(request.path)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page after an error nobody has foreseen; plain words where not even a page can be drawn."""
    try:
        return render(request, "500.html", status=500)
    except Exception:
        # The database may be gone, which the page asks for the shop's name.
        _log.exception("the page for errors could not be drawn")
        return HttpResponse(_PLAIN, status=500, content_type="text/plain; charset=utf-8")
