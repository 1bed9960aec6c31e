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

from quen.console.days import DayField
from quen.console.programme.fields import MoneyField, whole
from quen.draws.models import Draw, Kind
from quen.draws.plan import Plan, PrizePlan
from quen.kernel.money import to_major, to_minor
from quen.shops.clock import start_of
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission, Role, permissions_of

_JUDGES = [role.value for role in Role if Permission.SEE_LOYALTY in permissions_of(role)]
_SAME = (
    "name", "prizes", "most_a_person", "reserves", "area", "goods", "how_to_take_part", "how_told", "question",
    "answer", "allows_free_entry", "claim_days", "customers", "contact", "where_published",
)  # fmt: skip
_SECTIONS = {
    _("Contest"): ("question", "answer", "judges"),
    _("For the notice"): (
        "area", "goods", "goods_value", "customers", "how_to_take_part", "how_told", "where_published", "contact",
    ),
}  # fmt: skip


def _lines(label: Any, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )  # fmt: skip


class DrawForm(forms.Form):
    """What is won, who takes part, and the words of the notice."""

    kind = forms.ChoiceField(label=_("How winners are found"), choices=Kind.choices, initial=Kind.CHANCE)
    name = forms.CharField(label=_("Name"), max_length=120)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    prizes = forms.CharField(
        label=_("Prizes"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, the best first: number | name | value of one. For example: 2 | Kettle | 500000"),
    )  # fmt: skip
    amount_per_entry = MoneyField(
        label=_("An entry for every"), required=False,
        help_text=_("Empty: purchases bring no entries. In a contest: the least a receipt must have to count."),
    )  # fmt: skip
    stores = forms.ModelMultipleChoiceField(
        label=_("Only purchases at"), queryset=Store.objects.order_by("name"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: at every store."),
    )  # fmt: skip
    most_a_person = whole(_("At most entries a person"), most=100_000)
    reserves = whole(_("Reserves, who move up"), least=0, most=1_000, required=True)
    claim_days = whole(_("Days to fetch a prize"), most=365, required=True)
    allows_free_entry = forms.BooleanField(
        label=_("Customers may enter free of charge"), required=False,
        help_text=_("Once each, with one tap on their card. For draws and for “the first to come”."),
    )  # fmt: skip
    question = _lines(
        _("What customers are asked"), help_text=_("For contests one enters with words: a question, a task.")
    )
    answer = forms.CharField(
        label=_("The right answer"), max_length=120, required=False,
        help_text=_("Its hash is published at the opening. Large letters and diacritics do not matter."),
    )  # fmt: skip
    judges = forms.ModelMultipleChoiceField(
        label=_("Judges"), required=False, widget=forms.CheckboxSelectMultiple,
        queryset=Staff.objects.filter(is_active=True, role__in=_JUDGES).order_by("name"),
        help_text=_("Each gives 0 to 10 points. Nobody sees them before the last judge has handed in."),
    )  # fmt: skip
    area = forms.CharField(label=_("Area of the promotion"), max_length=500, required=False)
    goods = forms.CharField(label=_("Goods and services promoted"), max_length=1_000, required=False)
    goods_value = MoneyField(
        label=_("Expected value of the goods promoted"), required=False,
        help_text=_("The prizes may be worth at most half of it (Decree 81/2018/NĐ-CP, article 6)."),
    )  # fmt: skip
    customers = _lines(_("Who may take part"), rows=2)
    how_to_take_part = _lines(_("How to take part"))
    how_told = _lines(_("How winners are told and get their prizes"))
    where_published = _lines(_("Where rules and winners are published"), rows=2)
    contact = _lines(_("Whom customers ask: name and phone"), rows=2)

    def __init__(self, data: QueryDict | None, *, draw: Draw | None, currency: str) -> None:
        super().__init__(data, initial=_initial(draw, currency))
        self.currency = currency
        for name in ("amount_per_entry", "goods_value"):
            self._money(name).in_currency(currency)

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
        said = self.cleaned_data
        return Plan(
            kind=Kind(said["kind"]),
            opens_at=start_of(said["first_day"]),
            closes_at=start_of(said["last_day"] + timedelta(days=1)),
            amount_per_entry_minor=self._money("amount_per_entry").minor(said["amount_per_entry"]),
            goods_value_minor=self._money("goods_value").minor(said["goods_value"]),
            stores=[store.pk for store in said["stores"]],
            judges=[judge.pk for judge in said["judges"]],
            **{name: said[name] for name in _SAME},
        )

    def first_fields(self) -> list[forms.BoundField]:
        """What every draw needs."""
        later = {name for names in _SECTIONS.values() for name in names}
        return [field for field in self if field.name not in later]

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """What some need, each part to be unfolded."""
        return [(title, [self[name] for name in names]) for title, names in _SECTIONS.items()]

    def _money(self, name: str) -> MoneyField:
        field = self.fields[name]
        assert isinstance(field, MoneyField)
        return field


def _initial(draw: Draw | None, currency: str) -> dict[str, Any]:
    if draw is None:
        return {"reserves": 3, "claim_days": 30}
    kept = {name: getattr(draw, name) for name in DrawForm.base_fields if hasattr(draw, name)}
    lines = [
        f"{prize.pieces} | {prize.name} | {to_major(prize.value_minor, currency)}"
        for prize in draw.prizes.order_by("place")
    ]
    return kept | {
        "first_day": timezone.localdate(draw.opens_at),
        "last_day": timezone.localdate(draw.closes_at - timedelta(seconds=1)),
        "amount_per_entry": draw.amount_per_entry_minor,
        "goods_value": draw.goods_value_minor,
        "judges": list(draw.judges.values_list("staff", flat=True)),
        "prizes": "\n".join(lines),
    }
