"""A photo of an answer, as we drew it, for staff who may read answers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.shops.roles import Permission
from quen.surveys.models import Audience
from quen.surveys.photo_models import Photo

_SIZES = ("small", "large")


@needs(Permission.SEE_SURVEYS)
@require_GET
def photo(request: StaffRequest, photo_id: int, size: str, digest: str) -> HttpResponse:  # noqa: ARG001  # the gate
    """Not kept by anybody between: once it is erased, it is gone."""
    if size not in _SIZES:
        raise Http404
    rows = Photo.objects.filter(response__survey__audience=Audience.CUSTOMERS)
    found = get_object_or_404(rows.only(size), pk=photo_id, digest=digest)
    response = HttpResponse(bytes(getattr(found, size)), content_type="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = 'inline; filename="photo.webp"'
    return response
