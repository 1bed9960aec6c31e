"""The ladder of tiers as a form with one row a tier."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quen.console.programme.fields import NamesField, Values, kept, whole
from quen.console.programme.keys import new_key
from quen.kernel.money import to_major, to_minor

MOST_STEPS = 20


class LadderForm(forms.Form):
    """What is counted, over which time, and how members rise and fall."""

    is_used = forms.BooleanField(label=_("Members have tiers"), required=False)
    by = forms.ChoiceField(
        label=_("Counted by"),
        choices=[("spending", _("money spent")), ("points", _("qualifying points")), ("visits", _("visits"))],
    )
    window = forms.ChoiceField(
        label=_("Over"), choices=[("rolling", _("the last months")), ("calendar", _("calendar periods"))]
    )
    months = whole(_("Months"), most=36, required=True)
    upgrade = forms.ChoiceField(
        label=_("Members rise"),
        choices=[("at_once", _("at once")), ("period_end", _("at the end of the period"))],
    )
    downgrade = forms.ChoiceField(
        label=_("Who falls short goes down"),
        choices=[("one_step", _("one tier at a time")), ("by_balance", _("to the tier reached"))],
    )
    exclusive = forms.ChoiceField(
        label=_("Products of a tier, sold to others"),
        choices=[("told", _("the till says so")), ("refused", _("the sale is refused"))],
        required=False,
    )
    grace_days = whole(_("Days of grace"), least=0, most=366, required=True)
    warn_days = whole(_("Warned so many days before"), least=0, most=3_660, required=True)

    @classmethod
    def initial_of(cls, tiers: Values | None) -> dict[str, Any]:
        """What the fields show."""
        said = tiers or {}
        window = said.get("window", {})
        return {
            "is_used": tiers is not None,
            "by": said.get("by", "spending"),
            "window": window.get("kind", "rolling"),
            "months": window.get("months", 12),
            "upgrade": said.get("upgrade", "at_once"),
            "downgrade": said.get("downgrade", "one_step"),
            "exclusive": said.get("exclusive", "told"),
            "grace_days": said.get("grace_days", 0),
            "warn_days": said.get("warn_days", 30),
        }


class StepForm(forms.Form):
    """One tier."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    at_least = forms.DecimalField(label=_("From so much on"), min_value=0, required=False)
    multiplier = forms.DecimalField(
        label=_("Base points times"), min_value=1, max_value=1_000, decimal_places=4, required=False
    )
    birthday_gift = forms.ChoiceField(label=_("On the birthday"), required=False)
    early_access = forms.BooleanField(label=_("Early access to rewards"), required=False)
    free_items = NamesField(
        label=_("Free, one of it a day"), help_text=_("Names or codes of products, one on each line.")
    )
    exclusive_products = NamesField(label=_("Products only they may buy"), help_text=_("One on each line."))
    exclusive_categories = NamesField(
        label=_("Categories only they may buy"), help_text=_("One on each line.")
    )

    def __init__(self, *arguments: Any, vouchers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["birthday_gift"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *vouchers]
        self.fields["free_items"].widget.attrs["rows"] = 2

    def step(self, *, counts_money: bool, currency: str, taken: set[str]) -> Values:
        """The tier as a programme has it."""
        said = self.cleaned_data
        least = said["at_least"] or Decimal(0)
        exclusive = kept({"products": said["exclusive_products"], "categories": said["exclusive_categories"]})
        factor = said["multiplier"]
        benefits = kept({
            "multiplier": None if factor is None else float(factor),
            "free_items": said["free_items"],
            "early_access": said["early_access"] or None,
            "exclusive_products": exclusive,
            "birthday_gift": said["birthday_gift"],
        })  # fmt: skip
        at_least = to_minor(least, currency) if counts_money else int(least)
        key = said["key"] or new_key(said["name"], taken)
        return {
            "key": key,
            "name": said["name"],
            "at_least": at_least,
            **({"benefits": benefits} if benefits else {}),
        }


class TiersForm:
    """The ladder's own fields and its rows, as one form."""

    def __init__(
        self, data: QueryDict | None = None, *, programme: Values, part: Values | None = None
    ) -> None:
        self.programme, self.currency = programme, programme.get("currency", "VND")
        tiers = part or None
        vouchers = [(kind["key"], kind["name"]) for kind in programme.get("vouchers", [])]
        steps = [self._row(step, tiers or {}) for step in (tiers or {}).get("steps", [])]
        rows = forms.formset_factory(
            StepForm, extra=2 if steps else 3, max_num=MOST_STEPS, absolute_max=MOST_STEPS, can_delete=True
        )
        self.ladder = LadderForm(data, initial=LadderForm.initial_of(tiers))
        self.steps = rows(data, initial=steps, prefix="steps", form_kwargs={"vouchers": vouchers})

    def is_valid(self) -> bool:
        """Whether both halves make sense on their own; the programme judges them together."""
        return self.ladder.is_valid() and self.steps.is_valid()

    @property
    def errors(self) -> bool:
        """Whether anything is marked as wrong."""
        return bool(self.ladder.errors or any(self.steps.errors))

    def non_field_errors(self) -> list[str]:
        """What is wrong with the ladder as a whole."""
        return [str(error) for error in self.ladder.non_field_errors()]

    def add_error(self, field: None, error: str) -> None:
        """A mistake of the ladder as a whole."""
        self.ladder.add_error(field, error)

    def part(self) -> Values | None:
        """The tiers as a programme has them; None where it has none."""
        said = self.ladder.cleaned_data
        if not said["is_used"]:
            return None
        filled = [
            row for row in self.steps if row.cleaned_data.get("name") and not row.cleaned_data.get("DELETE")
        ]
        taken = {row.cleaned_data["key"] for row in filled if row.cleaned_data["key"]}
        steps = [
            row.step(counts_money=said["by"] == "spending", currency=self.currency, taken=taken)
            for row in filled
        ]
        return {
            **{name: said[name] for name in ("by", "upgrade", "downgrade", "grace_days", "warn_days")},
            **({"exclusive": "refused"} if said["exclusive"] == "refused" else {}),
            "window": {"kind": said["window"], "months": said["months"]},
            "steps": sorted(steps, key=lambda step: step["at_least"]),
        }

    def _row(self, step: Values, tiers: Values) -> dict[str, Any]:
        benefits = step.get("benefits", {})
        exclusive = benefits.get("exclusive_products") or {}
        counts_money = tiers.get("by", "spending") == "spending"
        return {
            "key": step["key"],
            "name": step["name"],
            "at_least": to_major(step["at_least"], self.currency) if counts_money else step["at_least"],
            **{
                name: benefits.get(name)
                for name in ("multiplier", "birthday_gift", "early_access", "free_items")
            },
            "exclusive_products": exclusive.get("products"),
            "exclusive_categories": exclusive.get("categories"),
        }
