"""What a friend brought is worth: the form, and what it was before."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.programme.fields import MoneyField, whole
from quen.console.referrals.words import names_of, told
from quen.kernel.errors import QuenError
from quen.referrals.models import Terms
from quen.referrals.terms import MOST_DAYS, MOST_POINTS, set_terms, terms_in_force
from quen.shops.roles import Permission
from quen.vouchers.models import VoucherKind

BEFORE = 10


class TermsForm(forms.Form):
    """The terms as numbers."""

    is_running = forms.BooleanField(label=gettext_lazy("Members may bring friends"), required=False)
    advocate_points = whole(gettext_lazy("Points for the member"), least=0, most=MOST_POINTS, required=True)
    advocate_voucher = forms.ChoiceField(label=gettext_lazy("Voucher for the member"), required=False)
    friend_points = whole(gettext_lazy("Points for the friend"), least=0, most=MOST_POINTS, required=True)
    friend_voucher = forms.ChoiceField(label=gettext_lazy("Voucher for the friend"), required=False)
    minimum_minor = MoneyField(label=gettext_lazy("The friend's purchase comes to at least"), required=False)
    wait_days = whole(
        gettext_lazy("Days in which goods may come back"), least=0, most=MOST_DAYS, required=True,
        help_text=gettext_lazy("Nobody is rewarded before they are over."),
    )  # fmt: skip
    most_a_month = whole(gettext_lazy("A member is rewarded for at most so many friends a month"))
    most_a_day = whole(
        gettext_lazy("Friends of one member in 24 hours that raise no doubt"),
        help_text=gettext_lazy("More are looked at by staff first."),
    )

    def __init__(self, data: QueryDict | None, *, terms: Terms | None, currency: str) -> None:
        super().__init__(data, initial=_initial(terms))
        money = self.fields["minimum_minor"]
        assert isinstance(money, MoneyField)
        money.in_currency(currency)
        kinds = VoucherKind.objects.filter(stopped_at__isnull=True, is_of_programme=False).order_by("name")
        for name in ("advocate_voucher", "friend_voucher"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *kinds.values_list("key", "name")]

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        money = self.fields["minimum_minor"]
        assert isinstance(money, MoneyField)
        return {**self.cleaned_data, "minimum_minor": money.minor(self.cleaned_data["minimum_minor"]) or 0}


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest) -> HttpResponse:
    """Friends brought from now on get these; those brought before keep theirs."""
    terms = terms_in_force()
    form = TermsForm(request.POST or None, terms=terms, currency=currency_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            set_terms(at=timezone.now(), by=actor(request), **form.facts())
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Saved. Friends brought from now on get this."))
            return redirect("console:referrals:index")
    before = list(Terms.objects.order_by("-pk")[1 : BEFORE + 1])
    names = names_of(*before)
    context = {
        "form": form,
        "words": told(terms, request),
        "before": [(each, told(each, request, names)) for each in before],
    }
    return render(request, "console/referrals/terms.html", context, status=422 if form.errors else 200)


def _initial(terms: Terms | None) -> dict[str, Any]:
    if terms is None:
        return {
            "is_running": True, "advocate_points": 50, "friend_points": 20, "wait_days": 14, "most_a_month": 10,
            "most_a_day": 5,
        }  # fmt: skip
    return {name: getattr(terms, name) for name in TermsForm.base_fields}
