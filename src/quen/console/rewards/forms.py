"""A reward as a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.console.programme.fields import MoneyField, whole
from quen.enrolment.versions import version_in_force
from quen.kernel.picture import LARGEST_FILE
from quen.rewards.catalogue import MOST_EARLY_DAYS, MOST_HOURS
from quen.rewards.models import Reward, RewardKind
from quen.vouchers.models import VoucherKind


class RewardForm(forms.Form):
    """What it is, what it costs, who may have it, and its picture."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=RewardKind.choices)
    description = forms.CharField(
        label=_("Description"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    points = whole(_("Price in points"), least=0, required=True)
    price_minor = MoneyField(label=_("And in money besides"), required=False)
    voucher_kind = forms.ChoiceField(
        label=_("It gives this voucher"), required=False, help_text=_("When it is handed over.")
    )
    stock = whole(_("How many there are"), least=0, help_text=_("Empty: as many as are wanted."))
    most_a_member = whole(_("At most times a member"), most=1_000)
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)
    early_days = whole(
        _("Days earlier for tiers with early access"), least=0, most=MOST_EARLY_DAYS,
        help_text=_("Needs a first day."),
    )  # fmt: skip
    tiers = forms.MultipleChoiceField(
        label=_("Only for these tiers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hold_hours = whole(
        _("Hours a claim waits at the counter"), most=MOST_HOURS, required=True,
        help_text=_("After that points and piece are free again."),
    )  # fmt: skip
    is_shown = forms.BooleanField(label=_("Members see it"), required=False)
    picture = forms.FileField(
        label=_("Picture"), required=False, help_text=_("JPEG, PNG or WebP, at most 8 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None, *,
        reward: Reward | None, currency: str,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial=_initial(reward))
        money = self.fields["price_minor"]
        assert isinstance(money, MoneyField)
        money.in_currency(currency)
        if reward is not None:
            del self.fields["stock"]  # stock changes by pieces, so that claims meanwhile are not lost
        if tiers := _tiers(reward):
            self._choose("tiers", tiers)
        else:
            del self.fields["tiers"]
        kinds = VoucherKind.objects.filter(stopped_at__isnull=True).order_by("name")
        self._choose("voucher_kind", [("", "–"), *kinds.values_list("key", "name")])

    def clean_picture(self) -> Any:
        """Refuse a large file before it is read."""
        file = self.cleaned_data["picture"]
        if file and (file.size or 0) > LARGEST_FILE:
            raise ValidationError(gettext("The picture is larger than 8 MB. Choose a smaller one."))
        return file

    def facts(self) -> dict[str, Any]:
        """What the verbs take, without stock and picture."""
        said = dict(self.cleaned_data)
        money = self.fields["price_minor"]
        assert isinstance(money, MoneyField)
        said["price_minor"] = money.minor(said["price_minor"]) or 0
        said["early_days"] = said["early_days"] or 0
        said["kind"] = RewardKind(said["kind"])
        said.pop("picture")
        said.setdefault("tiers", [])
        said.pop("stock", None)
        return said

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class StockForm(forms.Form):
    """Pieces put in or taken out."""

    pieces = forms.IntegerField(
        label=_("So many more"), min_value=-1_000_000, max_value=1_000_000, required=False,
        help_text=_("Below zero takes out. Empty: as many as are wanted."),
    )  # fmt: skip


def _initial(reward: Reward | None) -> dict[str, Any]:
    if reward is None:
        return {"hold_hours": 72, "is_shown": True, "kind": RewardKind.GIFT}
    return {
        name: getattr(reward, name)
        for name in RewardForm.base_fields
        if hasattr(reward, name) and name != "picture"
    }


def _tiers(reward: Reward | None) -> list[tuple[str, str]]:
    programme = version_in_force(localdate())
    steps = programme.tiers.steps if programme and programme.tiers else ()
    known = {step.key: step.name for step in steps}
    for key in reward.tiers if reward else ():
        known.setdefault(key, key)
    return list(known.items())
