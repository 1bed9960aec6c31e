"""What makes the card an app on the phone: manifest, icons, worker."""

from functools import lru_cache
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from quen.assets.manifest import DIST, built, print_font
from quen.member.cookie import COOKIE, opens_here
from quen.shops.reads import current_business

SIZES = (180, 192, 512)
_BRAND = "#0f766e"


@never_cache
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C). An app on the home screen may have cookies of its own: it begins with the link."""
    business = current_business()
    name = business.name if business else "Khách Quen"
    start = reverse("member:card")
    if opens_here(request, at=timezone.now()):
        start = reverse("member:open", args=[request.COOKIES[COOKIE]])
    return JsonResponse(
        {
            "id": reverse("member:card"),
            "name": _("%(shop)s: my card") % {"shop": name},
            "short_name": name[:30],
            "lang": get_language(),
            "start_url": start,
            "scope": reverse("member:card"),
            "display": "standalone",
            "background_color": "#faf9f7",
            "theme_color": business.brand_colour if business else _BRAND,
            "icons": [
                {"src": reverse("member:icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png",
                 "purpose": "any maskable"}
                for size in SIZES
            ],
        },
        content_type="application/manifest+json",
    )  # fmt: skip


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The service worker as Vite built it, from an address whose folder it may serve."""
    text = (DIST / built("member/worker.ts").file).read_text("utf-8")
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
def icon(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001
    """The shop's first letter on its colour."""
    if size not in SIZES:
        raise Http404
    business = current_business()
    letter = (business.name.strip()[:1] if business else "") or "K"
    answer = HttpResponse(
        _drawn(letter.upper(), business.brand_colour if business else _BRAND, size), content_type="image/png"
    )
    answer.headers["Cache-Control"] = "max-age=3600"
    return answer


@lru_cache(maxsize=16)
def _drawn(letter: str, colour: str, size: int) -> bytes:
    picture = Image.new("RGB", (size, size), colour)
    subset = "latin" if ord(letter) < 0x100 else "vietnamese"
    font = ImageFont.truetype(str(print_font(subset, 600)), size // 2)
    light = sum(picture.getpixel((0, 0))) > 3 * 160  # type: ignore[arg-type]
    ImageDraw.Draw(picture).text(
        (size / 2, size / 2), letter, font=font, anchor="mm", fill="#171512" if light else "#ffffff"
    )
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
