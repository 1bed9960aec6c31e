"""Products by what staff type: a name, a code, or the line a suggestion filled in."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.purchases.models import Product
from quen.shops.roles import Permission

SUGGESTED = 20
_BETWEEN = " · "


@needs(Permission.SEE_SEGMENTS)
@require_GET
def goods(request: StaffRequest) -> HttpResponse:
    """Suggestions for what is typed."""
    typed = next((str(value) for name, value in request.GET.items() if name.endswith("__product")), "")
    typed = typed.strip()[:100]
    found = Product.objects.filter(Q(name__icontains=typed) | Q(code__icontains=typed)).order_by("name")[
        :SUGGESTED
    ]
    context = {
        "goods": [_line(product) for product in found] if typed else [],
        "path": request.GET.get("path", "")[:60],
    }
    return render(request, "console/segments/_goods.html", context)


def written_good(number: str) -> str:
    """The line that names this product."""
    product = Product.objects.filter(pk=number).first() if number.isdecimal() else None
    return _line(product) if product else ""


def named_good(typed: str) -> str:
    """The number of the product the text names, "" where it names none: its line, its code or its name."""
    name, between, code = typed.strip().rpartition(_BETWEEN)
    asked = Q(code=code, name=name) if between else Q(pk__in=[])
    found = (
        Product.objects.filter(asked | Q(code=typed.strip()) | Q(name__iexact=typed.strip()))
        .order_by("pk")
        .first()
    )
    return str(found.pk) if found else ""


def _line(product: Product) -> str:
    return (
        f"{product.name}{_BETWEEN}{product.code}"
        if product.name and product.name != product.code
        else product.code
    )
