"""The forms about other systems."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quen.shops.models import Store
from quen.shops.scopes import Scope
from quen.shops.tokens import MAX_PER_MINUTE, PER_MINUTE

FAMILIES = (
    ("customer", _("Customers added and edited")),
    ("member", _("Members enrolled and left")),
    ("purchase", _("Purchases")),
    ("return", _("Returns")),
    ("points", _("Points")),
    ("tier", _("Tiers")),
    ("voucher", _("Vouchers")),
    ("reward", _("Rewards")),
    ("referral", _("Referrals")),
    ("journey", _("Journeys")),
)
"""What an endpoint may want to be told of: the first word of the events' kinds."""


def _boxes() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Of the till or system that will use it, e.g. Till 2.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=[(scope.value, scope.label) for scope in Scope], widget=_boxes()
    )
    stores = forms.ModelMultipleChoiceField(
        label=_("Stores"),
        queryset=Store.objects.order_by("name"),
        required=False,
        widget=_boxes(),
        help_text=_("None ticked means all stores."),
    )
    per_minute = forms.IntegerField(
        label=_("Requests a minute"),
        min_value=1,
        max_value=MAX_PER_MINUTE,
        initial=PER_MINUTE,
        help_text=_("Above that, the system is asked to wait."),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        if not Store.objects.exists():
            del self.fields["stores"]


class EndpointForm(forms.Form):
    """An endpoint that wants to be told."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Of the system that listens there."))
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("On the open internet, beginning with https://."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("It is told of"),
        choices=FAMILIES,
        required=False,
        widget=_boxes(),
        help_text=_("None ticked means everything that happens."),
    )
