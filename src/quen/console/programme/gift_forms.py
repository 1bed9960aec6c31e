"""Vouchers, punch cards and prices of a programme as forms."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quen.console.programme.fields import MoneyField, NamesField, Values, kept, whole
from quen.console.programme.part_form import PartForm

_STEP = re.compile(r"^(\d+)\s*[:=\s]\s*(\d+)\s*%?$")


class VoucherKindForm(PartForm):
    """A kind of voucher the rules may give."""

    name = forms.CharField(label=_("Name"), max_length=120)
    worth_minor = MoneyField(label=_("What one costs the shop"))
    valid_days = whole(_("Valid for so many days"), least=0, most=3_660, required=True)

    def initial_of(self, part: Values) -> dict[str, Any]:
        return {"worth_minor": 0, "valid_days": 30, **part}

    def part(self) -> Values:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "worth_minor": self.minor("worth_minor"),
            "valid_days": said["valid_days"],
        }


class PunchCardForm(PartForm):
    """Buy so many, get one."""

    name = forms.CharField(label=_("Name"), max_length=120)
    stamps = whole(_("Stamps until it is full"), least=2, most=1_000, required=True)
    voucher = forms.ChoiceField(label=_("A full card brings"))

    def offer(self) -> None:
        self.choose("voucher", self.named("vouchers"))

    def part(self) -> Values:
        said = self.cleaned_data
        return {name: said[name] for name in ("name", "stamps", "voucher")}


class GoodsForm(PartForm):
    """A part about certain goods."""

    scope = "goods"
    name = forms.CharField(label=_("Name"), max_length=120)
    products = NamesField(label=_("Products"), help_text=_("One name or code on each line."))
    categories = NamesField(label=_("Categories"), help_text=_("One on each line."))

    def initial_of(self, part: Values) -> dict[str, Any]:
        return {**part, **part.get(self.scope, {})}

    def goods(self) -> Values:
        """The goods as a programme has them."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            self.scope: kept({"products": said["products"], "categories": said["categories"]}),
        }


class PriceStepsForm(GoodsForm):
    """A price that falls with the number of purchases."""

    steps = forms.CharField(
        label=_("Steps"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "3: 5%"}),
        help_text=_("From which visit on how many percent less: one step on each line, such as 3: 5%"),
    )

    def initial_of(self, part: Values) -> dict[str, Any]:
        lines = [f"{step['from_purchase']}: {step['percent_off']}%" for step in part.get("steps", [])]
        return super().initial_of(part) | {"steps": "\n".join(lines)}

    def clean_steps(self) -> list[Values]:
        """Each line as a step."""
        steps = []
        for line in self.cleaned_data["steps"].splitlines():
            found = _STEP.match(line.strip())
            if line.strip() and not found:
                raise ValidationError(_("Write each step as 3: 5%, one on each line."))
            if found:
                steps.append({"from_purchase": int(found[1]), "percent_off": int(found[2])})
        return steps

    def part(self) -> Values:
        return self.goods() | {"steps": self.cleaned_data["steps"]}


class ComplementaryOfferForm(GoodsForm):
    """Who buys these gets a voucher for what goes with them."""

    scope = "bought"
    voucher = forms.ChoiceField(label=_("They get"))
    repeats = forms.BooleanField(label=_("Once it is used, the next one comes"), required=False)

    def initial_of(self, part: Values) -> dict[str, Any]:
        return super().initial_of(part) | {"repeats": part.get("repeats", True)}

    def offer(self) -> None:
        self.choose("voucher", self.named("vouchers"))

    def part(self) -> Values:
        said = self.cleaned_data
        return self.goods() | {"voucher": said["voucher"], "repeats": said["repeats"]}


class RefillPriceForm(GoodsForm):
    """A price for what a member buys regularly."""

    after_purchases = whole(_("After so many visits with these goods"), most=1_000_000, required=True)
    within_days = whole(_("The last at most so many days ago"), most=3_660, required=True)
    percent_off = whole(_("Percent less"), most=100, required=True)

    def initial_of(self, part: Values) -> dict[str, Any]:
        usual = {"after_purchases": 3, "within_days": 60}
        return usual | super().initial_of(part)

    def part(self) -> Values:
        said = self.cleaned_data
        return self.goods() | {name: said[name] for name in ("after_purchases", "within_days", "percent_off")}


STACKING = (
    ("best", _("only the best counts")),
    ("exclusive", _("only the first counts")),
    ("add", _("all count")),
)


class GroupForm(PartForm):
    """How rules that stand together count."""

    name = forms.SlugField(
        label=_("Key of the group"), max_length=40, help_text=_("Small letters, digits, - and _.")
    )
    stacking = forms.ChoiceField(label=_("Of its rules"), choices=STACKING)

    def offer(self) -> None:
        self.fields["name"].disabled = self.initial["name"] is not None  # rules name their group by it

    def initial_of(self, part: Values) -> dict[str, Any]:
        return {"name": part.get("key"), "stacking": part.get("stacking", "add" if part else "best")}

    def part(self) -> Values:
        return {"named": self.cleaned_data["name"], "stacking": self.cleaned_data["stacking"]}
