"""One earning rule as a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.console.programme import holidays
from quen.console.programme.fields import HoursField, MoneyField, NamesField, Values, kept, whole
from quen.console.programme.gift_forms import STACKING
from quen.console.programme.part_form import PartForm
from quen.programme.fields import WEEKDAYS
from quen.programme.words import WEEKDAY_NAMES
from quen.segments.offers import kept_segments
from quen.shops.models import Store

CAPS = ("per_purchase", "per_day", "per_month", "per_life", "budget")
NONE = ("", "–")
_BOXES = forms.CheckboxSelectMultiple


class RuleForm(PartForm):
    """What is given, when, and how much at most."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Members and cashiers read it."))
    kind = forms.ChoiceField(
        label=_("It gives"),
        choices=[
            ("multiply", _("the base points times a number")),
            ("add", _("so many points more")),
            ("per_unit", _("so many points for every unit of its goods")),
            ("stamp", _("stamps on a punch card")),
            ("voucher", _("a voucher")),
        ],
    )
    factor = forms.DecimalField(
        label=_("Times"), min_value=1, max_value=1_000, decimal_places=4, required=False
    )
    number = whole(_("Points"))
    stamp = forms.ChoiceField(label=_("Punch card"), required=False)
    stamp_for = forms.ChoiceField(
        label=_("A stamp for"),
        required=False,
        choices=[("unit", _("every unit of its goods")), ("receipt", _("the receipt"))],
    )
    voucher = forms.ChoiceField(label=_("Voucher"), required=False)
    products = NamesField(label=_("Only for these products"), help_text=_("One name or code on each line."))
    categories = NamesField(label=_("Only for these categories"), help_text=_("One on each line."))
    minimum_minor = MoneyField(label=_("Only from this amount on"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("Only on these days of the week"), required=False, widget=_BOXES,
    )  # fmt: skip
    hours = HoursField(label=_("Only at these hours"))
    first = DayField(label=_("First day"), required=False)
    last = DayField(label=_("Last day"), required=False)
    holidays = forms.MultipleChoiceField(label=_("Only around these days"), required=False, widget=_BOXES)
    holiday_before = whole(_("Days before"), least=0, most=60)
    holiday_after = whole(_("Days after"), least=0, most=60)
    is_birthday = forms.BooleanField(label=_("Only around the member's birthday"), required=False)
    birthday_before = whole(_("Days before the birthday"), least=0, most=366)
    birthday_after = whole(_("Days after the birthday"), least=0, most=366)
    first_purchase = forms.BooleanField(label=_("Only on the first visit"), required=False)
    nth = whole(_("Only on visit number"), most=1_000_000)
    every = whole(_("Only on every so many visits"), most=1_000_000)
    stores = forms.MultipleChoiceField(label=_("Only at these stores"), required=False, widget=_BOXES)
    channels = NamesField(label=_("Only through these channels"), help_text=_("One on each line."))
    payment_methods = NamesField(label=_("Only when paid with"), help_text=_("One on each line."))
    tiers = forms.MultipleChoiceField(label=_("Only for these tiers"), required=False, widget=_BOXES)
    segments = forms.MultipleChoiceField(
        label=_("Only for these segments of customers"), required=False, widget=_BOXES,
        help_text=_("Segments whose members are kept. Who comes in is given it from the next sale on."),
    )  # fmt: skip
    together_products = NamesField(
        label=_("Only together with these products"), help_text=_("All of them; one on each line.")
    )
    together_categories = NamesField(
        label=_("Only together with goods of these categories"), help_text=_("All of them; one on each line.")
    )
    voucher_used = forms.ChoiceField(label=_("Only when this voucher is used"), required=False)
    cap_per_purchase = whole(_("At most points a receipt"), least=0)
    cap_per_day = whole(_("At most points a day and member"), least=0)
    cap_per_month = whole(_("At most points a month and member"), least=0)
    cap_per_life = whole(_("At most points in all for one member"), least=0)
    cap_budget = whole(_("At most points for all members together"), least=0)
    times_per_day = whole(_("At most times a day and member"), most=1_000_000)
    times_per_life = whole(_("At most times in all for one member"), most=1_000_000)
    qualifies = forms.BooleanField(label=_("Its points count for the tier"), required=False)
    group = forms.ChoiceField(label=_("Stands together with others in the group"), required=False)
    priority = whole(_("Priority"), least=-1_000, most=1_000, help_text=_("The higher comes first."))

    folded = (
        (_("On which goods"), ("products", "categories", "minimum_minor", "together_products", "together_categories")),
        (
            _("When it counts"),
            ("weekdays", "hours", "first", "last", "holidays", "holiday_before", "holiday_after"),
        ),
        (
            _("For whom"),
            ("tiers", "is_birthday", "birthday_before", "birthday_after", "first_purchase", "nth", "every", "segments",
             "voucher_used"),
        ),
        (_("Where and how"), ("stores", "channels", "payment_methods")),
        (
            _("How much at most"),
            (*(f"cap_{cap}" for cap in CAPS), "times_per_day", "times_per_life"),
        ),
        (_("Beside other rules"), ("qualifies", "group", "priority")),
    )  # fmt: skip

    def offer(self) -> None:
        self.choose("stamp", [NONE, *self.named("punch_cards")])
        self.choose("voucher", [NONE, *self.named("vouchers")])
        self.choose("voucher_used", [NONE, *self.named("vouchers")])
        self.choose("weekdays", [(day, gettext(WEEKDAY_NAMES[day])) for day in WEEKDAYS])
        self.choose("holidays", holidays.choices())
        known = set(self.initial.get("stores") or ())
        names = sorted({*Store.objects.values_list("name", flat=True), *known})
        self.choose("stores", [(name, name) for name in names])
        steps = (self.programme.get("tiers") or {}).get("steps", [])
        self.choose("tiers", [(step["key"], step["name"]) for step in steps])
        self.choose("segments", kept_segments(set(self.initial.get("segments") or ())))
        how = dict(STACKING)
        groups = self.programme.get("groups", [])
        self.choose(
            "group",
            [NONE, *((each["key"], f"{each['key']}: {how[each.get('stacking', 'add')]}") for each in groups)],
        )

    def initial_of(self, part: Values) -> dict[str, Any]:
        when, give, caps = part.get("when", {}), part.get("give", {}), part.get("caps", {})
        dates, birthday, nth = when.get("dates") or {}, when.get("birthday"), when.get("nth_purchase") or {}
        days = when.get("holidays") or []
        together = when.get("bought_together") or []
        kind = next(
            (kind for kind in ("multiply", "add", "per_unit", "stamp", "voucher") if kind in give), "multiply"
        )
        same = ("products", "categories", "minimum_minor", "weekdays", "hours", "stores", "channels", "payment_methods",
                "tiers", "segments", "voucher_used", "first_purchase")  # fmt: skip
        return {
            **{name: when.get(name) for name in same},
            **{f"cap_{cap}": caps.get(cap) for cap in CAPS},
            **{name: part.get(name) for name in ("name", "group", "qualifies", "times_per_life")},
            "priority": part.get("priority", 0),
            "times_per_day": part.get("times_per_day", 1),
            "kind": kind,
            "factor": give.get("multiply", 2),
            "number": give.get("add", give.get("per_unit")),
            "stamp": give.get("stamp"),
            "stamp_for": give.get("stamp_for", "unit"),
            "voucher": give.get("voucher"),
            "first": dates.get("first"),
            "last": dates.get("last"),
            "holidays": [holidays.key_of(each) for each in days],
            "holiday_before": days[0].get("days_before", 0) if days else 0,
            "holiday_after": days[0].get("days_after", 0) if days else 0,
            "is_birthday": birthday is not None,
            "birthday_before": (birthday or {}).get("days_before", 3),
            "birthday_after": (birthday or {}).get("days_after", 3),
            "nth": nth.get("number"),
            "every": nth.get("every"),
            "together_products": [name for scope in together for name in scope.get("products", ())],
            "together_categories": [name for scope in together for name in scope.get("categories", ())],
        }

    @staticmethod
    def can_show(rule: Values) -> bool:
        """Whether the form loses nothing of the rule; what it cannot show is edited as YAML."""
        when = rule.get("when", {})
        days = when.get("holidays") or []
        same_window = len({(day.get("days_before", 0), day.get("days_after", 0)) for day in days}) <= 1
        scopes = when.get("bought_together") or []
        one_each = all(
            len((*scope.get("products", ()), *scope.get("categories", ()))) == 1 for scope in scopes
        )
        return same_window and one_each and all(holidays.key_of(day) for day in days)

    def clean(self) -> dict[str, Any]:
        """What it gives has to be said where the kind needs it."""
        cleaned = super().clean() or {}
        needed = {
            "multiply": "factor",
            "add": "number",
            "per_unit": "number",
            "stamp": "stamp",
            "voucher": "voucher",
        }
        name = needed.get(cleaned.get("kind", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, ValidationError(_("Say what the rule gives.")))
        return cleaned

    def part(self) -> Values:
        """The rule without its key."""
        said = self.cleaned_data
        return kept({
            "name": said["name"],
            "when": self._when(),
            "give": self._give(),
            "group": said["group"],
            "priority": said["priority"],
            "caps": {cap: said[f"cap_{cap}"] for cap in CAPS if said[f"cap_{cap}"] is not None},
            "times_per_day": said["times_per_day"],
            "times_per_life": said["times_per_life"],
        }) | ({"qualifies": True} if said["qualifies"] else {})  # fmt: skip

    def _give(self) -> Values:
        said = self.cleaned_data
        if said["kind"] == "multiply":
            factor = said["factor"]
            return {"multiply": int(factor) if factor == factor.to_integral_value() else float(factor)}
        if said["kind"] == "stamp":
            return {"stamp": said["stamp"], "stamp_for": said["stamp_for"] or "unit"}
        if said["kind"] == "voucher":
            return {"voucher": said["voucher"]}
        return {said["kind"]: said["number"]}

    def _when(self) -> Values:
        said = self.cleaned_data
        same = ("products", "categories", "weekdays", "hours", "stores", "channels", "payment_methods", "tiers",
                "segments", "voucher_used")  # fmt: skip
        before, after = said["holiday_before"] or 0, said["holiday_after"] or 0
        birthday = {"days_before": said["birthday_before"] or 0, "days_after": said["birthday_after"] or 0}
        scopes = [{"products": [name]} for name in said["together_products"]]
        scopes += [{"categories": [name]} for name in said["together_categories"]]
        return kept({
            **{name: said[name] for name in same},
            "minimum_minor": self.minor("minimum_minor"),
            "dates": kept({"first": _iso(said["first"]), "last": _iso(said["last"])}),
            "holidays": [holidays.holiday(key, before=before, after=after) for key in said["holidays"]],
            "birthday": birthday if said["is_birthday"] else None,
            "first_purchase": said["first_purchase"] or None,
            "nth_purchase": kept({"number": said["nth"], "every": said["every"]}),
            "bought_together": scopes,
        })  # fmt: skip


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
