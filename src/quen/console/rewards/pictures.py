"""A reward's picture, as we drew it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.rewards.models import Picture
from quen.shops.roles import Permission

_SIZES = ("small", "large")


@needs(Permission.SEE_LOYALTY)
@require_GET
def picture(request: StaffRequest, reward_id: int, size: str, digest: str) -> HttpResponse:  # noqa: ARG001  # the gate
    """Its address changes with what it shows, so that browsers keep it."""
    if size not in _SIZES:
        raise Http404
    found = get_object_or_404(Picture.objects.only(size), reward=reward_id, digest=digest)
    response = HttpResponse(bytes(getattr(found, size)), content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
