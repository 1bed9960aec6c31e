"""What was written to one customer, and how she wants it: a part of her profile."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.messages.models import Title, Wish
from quen.messages.reads import messages_of
from quen.messages.wishes import say_wishes, wishes_of
from quen.people.models import Customer
from quen.shops.roles import Permission

_MOST = 5


class WishForm(forms.Form):
    """How she is addressed, and how many offers she wants."""

    title = forms.ChoiceField(
        label=gettext_lazy("She is addressed as"),
        choices=[("", gettext_lazy("as the shop does")), *Title.choices],
        required=False,
    )
    most_a_month = forms.IntegerField(
        label=gettext_lazy("Offers a month at most"), min_value=1, max_value=30, required=False
    )
    only_birthdays = forms.BooleanField(label=gettext_lazy("Offers for her birthday only"), required=False)


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The newest messages, and her wishes as a form."""
    customer = get_object_or_404(Customer, pk=customer_id)
    root = customer.root_id or customer.pk
    wish = wishes_of([root]).get(root) or Wish(customer_id=root)
    known = {name: getattr(wish, name) for name in WishForm.base_fields}
    rows = messages_of(root).select_related("version__template")[:_MOST]
    context = {"customer_id": customer_id, "rows": rows, "form": WishForm(initial=known)}
    return render(request, "console/outreach/_of_customer.html", context)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def keep_wishes(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Write them down, as she said them to staff."""
    get_object_or_404(Customer, pk=customer_id)
    form = WishForm(request.POST)
    if form.is_valid():
        say_wishes(customer=customer_id, at=timezone.now(), by=actor(request), **form.cleaned_data)
        messages.success(request, _("Her wishes count from now on."))
    else:
        messages.error(request, _("That was not kept. Offers a month are a number from 1 to 30."))
    return redirect(reverse("console:people:show", args=[customer_id]) + "#messages")
