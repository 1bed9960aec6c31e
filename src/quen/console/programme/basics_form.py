"""Points for money: how many, for what, until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.console.programme.fields import MoneyField, NamesField, Values, kept, whole
from quen.console.programme.part_form import PartForm

CAPS = ("per_purchase", "per_day", "per_month", "per_life", "budget")


class BasicsForm(PartForm):
    """Everything that is not a tier, a rule or a gift."""

    name = forms.CharField(label=_("Name of the programme"), max_length=120)
    points_name = forms.CharField(label=_("What you call a point"), max_length=120)
    points = whole(_("Points"), required=True)
    per_amount_minor = MoneyField(label=_("for every"))
    left_over = forms.ChoiceField(
        label=_("What is left over"),
        choices=[
            ("carry", _("counts on the next visit: 30 + 20 is 50")),
            ("down", _("is lost")),
            ("nearest", _("counts from half a step on")),
            ("up", _("counts as a full step")),
        ],
    )
    point_value_minor = MoneyField(label=_("A spent point is worth"), help_text=_("What it costs the shop."))
    pending_days = whole(_("Days until points can be spent"), least=0, most=3_660, required=True)
    expires_after = forms.ChoiceField(
        label=_("Points expire"),
        choices=[
            ("earning", _("so many months after they were earned")),
            ("period_end", _("so many months after the end of their period")),
            ("inactivity", _("all at once, after so many months without a visit")),
            ("never", _("never")),
        ],
    )
    expires_months = whole(_("Months"), least=0, most=120, required=True)
    period_months = forms.TypedChoiceField(
        label=_("Period"),
        coerce=int,
        choices=[(12, _("a year")), (6, _("half a year")), (3, _("a quarter")), (1, _("a month"))],
    )
    welcome_points = whole(_("Points for who joins"), help_text=_("At once, and once in a life."))
    welcome_voucher = forms.ChoiceField(label=_("Voucher for who joins"), required=False)
    never_products = NamesField(
        label=_("Products that earn nothing"), help_text=_("One name or code on each line.")
    )
    never_categories = NamesField(label=_("Categories that earn nothing"), help_text=_("One on each line."))
    counts_tax = forms.BooleanField(label=_("Tax counts"), required=False)
    counts_discounts = forms.BooleanField(label=_("Amounts count before discounts"), required=False)
    counts_vouchers = forms.BooleanField(
        label=_("What is paid with vouchers or points counts too"), required=False
    )
    cap_per_purchase = whole(_("At most points a receipt"), least=0)
    cap_per_day = whole(_("At most points a day and member"), least=0)
    cap_per_month = whole(_("At most points a month and member"), least=0)
    cap_per_life = whole(_("At most points in all for one member"), least=0)
    cap_budget = whole(_("At most points for all members together"), least=0)
    effective_from = DayField(label=_("In force from"))
    effective_until = DayField(label=_("Last day"), required=False)
    redeem_from_points = whole(
        _("Back-test: members spend from so many points on"), help_text=_("Empty: nobody spends.")
    )
    redeem_percent = whole(_("Back-test: so many percent of the members spend"), most=100)
    margin_percent = whole(
        _("Margin in percent"), most=100, help_text=_("To tell the cost as a share of it.")
    )

    folded = (
        (_("Welcome"), ("welcome_points", "welcome_voucher")),
        (
            _("Which amounts count"),
            ("counts_tax", "counts_discounts", "counts_vouchers", "never_products", "never_categories"),
        ),
        (_("Limits"), tuple(f"cap_{cap}" for cap in CAPS)),
        (_("Assumptions of the back-test"), ("redeem_from_points", "redeem_percent", "margin_percent")),
    )

    def offer(self) -> None:
        self.choose("welcome_voucher", [("", str(_("none"))), *self.named("vouchers")])

    def initial_of(self, part: Values) -> dict[str, Any]:
        base, expiry, amounts = part.get("base", {}), part.get("expiry", {}), part.get("amounts", {})
        never, back_test = base.get("never") or {}, part.get("back_test") or {}
        redemption = back_test.get("redemption") or {}
        caps, welcome = part.get("caps") or {}, part.get("welcome") or {}
        return {
            "name": part.get("name"),
            "points_name": part.get("points_name", "điểm"),
            "points": base.get("points", 1),
            "per_amount_minor": base.get("per_amount_minor"),
            "left_over": "carry" if base.get("carry_remainder", True) else base.get("rounding", "down"),
            "point_value_minor": part.get("point_value_minor"),
            "pending_days": part.get("pending_days", 0),
            "expires_after": expiry.get("after", "earning"),
            "expires_months": expiry.get("months", 12),
            "period_months": expiry.get("period_months", 12),
            "welcome_points": welcome.get("points"),
            "welcome_voucher": welcome.get("voucher"),
            "never_products": never.get("products"),
            "never_categories": never.get("categories"),
            "counts_tax": amounts.get("tax", True),
            "counts_discounts": amounts.get("discounts", False),
            "counts_vouchers": amounts.get("vouchers", False),
            "effective_from": part.get("effective_from"),
            "effective_until": part.get("effective_until"),
            "redeem_from_points": redemption.get("from_points"),
            "redeem_percent": redemption.get("members_percent"),
            "margin_percent": back_test.get("margin_percent"),
            **{f"cap_{cap}": caps.get(cap) for cap in CAPS},
        }

    def part(self) -> Values:
        """The draft's values with these in place of the old ones; tiers, rules and gifts stay."""
        said = self.cleaned_data
        old = {name: value for name, value in self.programme.items() if name not in _OURS}
        ours = {
            "base": self._base(),
            "welcome": kept({"points": said["welcome_points"], "voucher": said["welcome_voucher"]}),
            "amounts": {name: said[f"counts_{name}"] for name in ("tax", "discounts", "vouchers")},
            "caps": {cap: said[f"cap_{cap}"] for cap in CAPS if said[f"cap_{cap}"] is not None},
            "expiry": {
                "after": said["expires_after"],
                "months": said["expires_months"],
                "period_months": said["period_months"],
            },
            "back_test": kept({"redemption": self._redemption(), "margin_percent": said["margin_percent"]}),
        }
        return {**old, **self._texts(), **kept(ours)}

    def _texts(self) -> Values:
        said = self.cleaned_data
        until = said["effective_until"]
        return {
            "name": said["name"],
            "points_name": said["points_name"],
            "point_value_minor": self.minor("point_value_minor"),
            "pending_days": said["pending_days"],
            "effective_from": said["effective_from"].isoformat(),
            **({"effective_until": until.isoformat()} if until else {}),
        }

    def _base(self) -> Values:
        said = self.cleaned_data
        carries = said["left_over"] == "carry"
        never = kept({"products": said["never_products"], "categories": said["never_categories"]})
        return kept(
            {"points": said["points"], "per_amount_minor": self.minor("per_amount_minor"), "never": never}
        ) | {
            "carry_remainder": carries,
            "rounding": "down" if carries else said["left_over"],
        }

    def _redemption(self) -> Values:
        said = self.cleaned_data
        if said["redeem_from_points"] is None:
            return {}
        return kept({"from_points": said["redeem_from_points"], "members_percent": said["redeem_percent"]})


_OURS = frozenset({
    "name", "points_name", "point_value_minor", "pending_days", "effective_from", "effective_until", "base", "amounts",
    "caps", "expiry", "back_test", "welcome",
})  # fmt: skip
