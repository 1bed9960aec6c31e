"""The forms about a colleague."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quen.shops.models import Staff, Store
from quen.shops.roles import Role


class ColleagueForm(forms.Form):
    """Name, role and stores of a colleague; the choice of owner stands only before owners."""

    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"))
    stores = forms.ModelMultipleChoiceField(
        label=_("Stores"),
        queryset=Store.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("None ticked means all stores."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, seen_by: Staff, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        roles = [role for role in Role if role != Role.OWNER or seen_by.role == Role.OWNER]
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.label) for role in roles]
        if not Store.objects.exists():
            del self.fields["stores"]

    def facts(self) -> dict[str, Any]:
        """Name, role and stores as the verbs take them."""
        chosen = self.cleaned_data
        return {
            "name": chosen["name"],
            "role": Role(chosen["role"]),
            "stores": list(chosen.get("stores", ())),
        }


class InvitationForm(ColleagueForm):
    """A new colleague."""

    email = forms.EmailField(label=_("E-mail, to sign in with"), max_length=254)
    field_order = ("name", "email", "role", "stores")
