"""A kind of voucher, and a batch of codes, as forms."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as TermsError

from quen.console.days import DayField
from quen.console.programme.fields import HoursField, MoneyField, NamesField, Values, kept, whole
from quen.console.programme.part_form import PartForm
from quen.enrolment.versions import version_in_force
from quen.programme.fields import WEEKDAYS
from quen.programme.words import WEEKDAY_NAMES
from quen.shops.models import Store
from quen.vouchers.batch import MOST_CODES
from quen.vouchers.terms import Terms

_BOXES = forms.CheckboxSelectMultiple
_PART = re.compile(r"^(?:(\d+)\s*[x×:]\s*)?(.+)$")
_NEEDED = {"fixed": "amount_minor", "percent": "percent", "free_item": "free", "bundle": "parts"}


class KindForm(PartForm):
    """What a voucher gives, and where, when and for whom."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Customers and cashiers read it."))
    gives = forms.ChoiceField(
        label=_("It gives"),
        choices=[
            ("percent", _("so many percent off")),
            ("fixed", _("so much money off")),
            ("free_item", _("something free")),
            ("bundle", _("goods together for one price")),
            ("gift", _("something handed over at the counter")),
        ],
    )
    percent = whole(_("Percent"), most=100)
    cap_minor = MoneyField(label=_("At most"), required=False)
    amount_minor = MoneyField(label=_("Amount off"), required=False)
    free = NamesField(label=_("Free goods"), help_text=_("Products or categories, one on each line."))
    quantity = whole(_("How many are free"), most=1_000)
    parts = NamesField(
        label=_("Goods of the bundle"),
        help_text=_("One on each line with its number, such as 2 x Cà phê sữa."),
    )
    price_minor = MoneyField(label=_("Price of the bundle"), required=False)
    minimum_minor = MoneyField(label=_("Only for receipts from"), required=False)
    code = forms.CharField(
        label=_("Public code"), max_length=40, required=False,
        help_text=_("Everybody may type it, such as TET2027. Empty: only single codes count."),
    )  # fmt: skip
    products = NamesField(label=_("Only for these products"), help_text=_("One name or code on each line."))
    categories = NamesField(label=_("Only for these categories"), help_text=_("One on each line."))
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("Only on these days of the week"), required=False, widget=_BOXES
    )
    hours = HoursField(label=_("Only at these hours"))
    valid_days = whole(_("Days it counts once issued to a customer"), most=3_660)
    stores = forms.MultipleChoiceField(label=_("Only at these stores"), required=False, widget=_BOXES)
    channels = NamesField(label=_("Only through these channels"), help_text=_("One on each line."))
    members_only = forms.BooleanField(label=_("Only for members"), required=False)
    tiers = forms.MultipleChoiceField(label=_("Only for these tiers"), required=False, widget=_BOXES)
    tags = NamesField(label=_("Only for customers with one of these tags"), help_text=_("One on each line."))
    is_transferable = forms.BooleanField(label=_("A customer may give hers to somebody else"), required=False)
    most_uses = whole(_("At most times in all"), most=1_000_000)
    most_a_member = whole(_("At most times a customer"), most=1_000_000)
    most_a_day = whole(_("At most times a day"), most=1_000_000)
    stacks = forms.BooleanField(label=_("May be used together with other vouchers"), required=False)
    on_return = forms.ChoiceField(
        label=_("When goods come back"),
        choices=[
            ("shared", _("they take their share of the discount with them; all back, it can be used again")),
            ("judged_again", _("it is taken off what stays where that no longer meets these terms")),
            ("stays_used", _("it stays used")),
        ],
        help_text=_("The customer is handed back what she paid for the goods, never more."),
        required=False,
    )

    folded = (
        (_("For money off"), ("amount_minor",)),
        (_("For something free"), ("free", "quantity")),
        (_("For goods together"), ("parts", "price_minor")),
        (_("On which goods"), ("products", "categories")),
        (_("When it counts"), ("first_day", "last_day", "weekdays", "hours", "valid_days")),
        (_("Where"), ("stores", "channels")),
        (_("For whom"), ("members_only", "tiers", "tags", "is_transferable")),
        (_("How often"), ("most_uses", "most_a_member", "most_a_day", "stacks")),
        (_("Returns"), ("on_return",)),
    )

    def initial_of(self, part: Values) -> dict[str, Any]:
        gives = dict(part.get("gives") or {"kind": "percent"})
        goods = part.get("goods") or {}
        free = gives.get("free") or {}
        return {
            **part,
            **gives,
            "gives": gives["kind"],
            "free": sorted({*free.get("products", ()), *free.get("categories", ())}),
            "parts": [
                f"{each.get('quantity', 1)} x {next(iter((*each['goods']['products'], *each['goods']['categories'])))}"
                for each in gives.get("parts", ())
            ],
            "products": goods.get("products", ()),
            "categories": goods.get("categories", ()),
            "on_return": "" if part.get("on_return") == "shared" else part.get("on_return", ""),
        }

    def offer(self) -> None:
        self.choose("weekdays", [(day, gettext(WEEKDAY_NAMES[day])) for day in WEEKDAYS])
        names = {*Store.objects.values_list("name", flat=True), *(self.initial.get("stores") or ())}
        self.choose("stores", [(name, name) for name in sorted(names)])
        programme = version_in_force(localdate())
        steps = programme.tiers.steps if programme and programme.tiers else ()
        known = {step.key: step.name for step in steps}
        for key in self.initial.get("tiers") or ():
            known.setdefault(key, key)
        self.choose("tiers", list(known.items()))

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen kind needs, and let the terms themselves find what does not hang together."""
        said = super().clean() or {}
        needed = _NEEDED.get(said.get("gives", ""))
        if needed and needed not in self.errors and not said.get(needed):
            self.add_error(needed, ValidationError(gettext("Please fill this in.")))
        if not self.errors:
            try:
                self.terms()
            except TermsError as error:
                raise ValidationError([str(each["msg"]) for each in error.errors()]) from error
        return said

    def terms(self) -> Terms:
        """What the form says."""
        said = self.cleaned_data
        goods = kept({"products": said["products"], "categories": said["categories"]})
        values = kept(
            {
                "goods": goods or None,
                "minimum_minor": self.minor("minimum_minor") or 0,
                **{
                    name: said[name]
                    for name in (
                        "first_day", "last_day", "weekdays", "hours", "stores", "channels", "tiers", "tags",
                        "valid_days", "most_uses", "most_a_member", "most_a_day",
                    )
                },
            }
        )  # fmt: skip
        flags = {name: said[name] for name in ("members_only", "is_transferable", "stacks")}
        on_return = said["on_return"] or "shared"
        return Terms.model_validate(
            {"gives": self._gives(), **values, **flags, "on_return": on_return}, strict=False
        )

    def _gives(self) -> Values:
        said, kind = self.cleaned_data, self.cleaned_data["gives"]
        if kind == "percent":
            return {"kind": kind, "percent": said["percent"], "cap_minor": self.minor("cap_minor") or None}
        if kind == "fixed":
            return {"kind": kind, "amount_minor": self.minor("amount_minor")}
        if kind == "free_item":
            return {"kind": kind, "free": _either(*said["free"]), "quantity": said["quantity"] or 1}
        if kind == "bundle":
            parts = [_bundle_part(line) for line in said["parts"]]
            return {"kind": kind, "parts": parts, "price_minor": self.minor("price_minor") or 0}
        return {"kind": kind}


class BatchForm(forms.Form):
    """Codes to be made."""

    codes = whole(_("How many codes"), most=MOST_CODES, required=True)
    name = forms.CharField(
        label=_("What for"), max_length=120, required=False, help_text=_("Such as flyers at the market.")
    )
    valid_until = DayField(label=_("Last day"), required=False)


def _either(*names: str) -> Values:
    """Goods by name, whether that is a product's or a category's."""
    return {"products": list(names), "categories": list(names)}


def _bundle_part(line: str) -> Values:
    found = _PART.match(line)
    assert found  # any text matches
    return {"goods": _either(found[2]), "quantity": int(found[1] or 1)}
