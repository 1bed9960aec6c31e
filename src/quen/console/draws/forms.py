"""A draw as a form."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.programme.fields import MoneyField, day_input, whole
from quen.draws.models import Draw
from quen.draws.plan import Plan, PrizePlan
from quen.kernel.money import to_major, to_minor
from quen.shops.clock import start_of
from quen.shops.models import Store


class DrawForm(forms.Form):
    """What is won, who takes part, and the words of the notice."""

    name = forms.CharField(label=_("Name"), max_length=120)
    first_day = forms.DateField(label=_("First day"), widget=day_input())
    last_day = forms.DateField(label=_("Last day"), widget=day_input())
    prizes = forms.CharField(
        label=_("Prizes"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, the best first: number | name | value of one. For example: 2 | Kettle | 500000"),
    )  # fmt: skip
    amount_per_entry = MoneyField(
        label=_("An entry for every"), required=False, help_text=_("Empty: purchases bring no entries.")
    )
    stores = forms.ModelMultipleChoiceField(
        label=_("Only purchases at"), queryset=Store.objects.order_by("name"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: at every store."),
    )  # fmt: skip
    most_a_person = whole(_("At most entries a person"), most=100_000)
    reserves = whole(_("Reserves, who move up"), least=0, most=1_000, required=True)
    area = forms.CharField(label=_("Area of the promotion"), max_length=500, required=False)
    goods = forms.CharField(label=_("Goods and services promoted"), max_length=1_000, required=False)
    how_to_take_part = forms.CharField(
        label=_("How to take part"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    how_told = forms.CharField(
        label=_("How winners are told and get their prizes"), max_length=4_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, draw: Draw | None, currency: str) -> None:
        super().__init__(data, initial=_initial(draw, currency))
        self.currency = currency
        money = self.fields["amount_per_entry"]
        assert isinstance(money, MoneyField)
        money.in_currency(currency)

    def clean_prizes(self) -> list[PrizePlan]:
        """Lines as prizes."""
        prizes = []
        for line in self.cleaned_data["prizes"].splitlines():
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split("|")]
            number = parts[-1].replace(".", "").replace(",", "").replace(" ", "")
            if len(parts) != 3 or not parts[0].isdecimal() or not number.isdecimal():
                raise ValidationError(gettext("Write each prize as number | name | value, one on each line."))
            value = to_minor(Decimal(number), self.currency)
            prizes.append(PrizePlan(name=parts[1][:120], value_minor=value, pieces=int(parts[0][:6])))
        return prizes

    def plan(self) -> Plan:
        """What the verbs take."""
        said, money = self.cleaned_data, self.fields["amount_per_entry"]
        assert isinstance(money, MoneyField)
        same = (
            "name",
            "prizes",
            "most_a_person",
            "reserves",
            "area",
            "goods",
            "how_to_take_part",
            "how_told",
        )
        return Plan(
            opens_at=start_of(said["first_day"]),
            closes_at=start_of(said["last_day"] + timedelta(days=1)),
            amount_per_entry_minor=money.minor(said["amount_per_entry"]),
            stores=[store.pk for store in said["stores"]],
            **{name: said[name] for name in same},
        )


def _initial(draw: Draw | None, currency: str) -> dict[str, Any]:
    if draw is None:
        return {"reserves": 3}
    kept = {name: getattr(draw, name) for name in DrawForm.base_fields if hasattr(draw, name)}
    lines = [
        f"{prize.pieces} | {prize.name} | {to_major(prize.value_minor, currency)}"
        for prize in draw.prizes.order_by("place")
    ]
    return kept | {
        "first_day": timezone.localdate(draw.opens_at),
        "last_day": timezone.localdate(draw.closes_at - timedelta(seconds=1)),
        "amount_per_entry": draw.amount_per_entry_minor,
        "prizes": "\n".join(lines),
    }
