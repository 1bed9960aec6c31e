"""What the list of customers is narrowed down to: the address says it, a form shows it, a condition finds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.people.classification import AgeBand, Stage, ValueBand
from quen.people.models import CustomerKind, Gender
from quen.people.search import MAX_LENGTH
from quen.segments.offers import segments_named

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Sort(TextChoices):
    """The orders of the list; all but the name begin with the most."""

    LAST = "last", _("Last visit")
    REVENUE = "revenue", _("Revenue")
    PURCHASES = "purchases", _("Purchases")
    FIRST = "first", _("First visit")
    NAME = "name", _("Name")


class YesNo(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Everything chosen; empty means any. Days are days of the business, amounts are in its currency."""

    q: str = ""
    stage: str = ""
    value: str = ""
    kind: str = ""
    tag: str = ""
    store: int | None = None
    gender: str = ""
    age: str = ""
    area: str = ""
    last_from: date | None = None
    last_to: date | None = None
    spent_from: Decimal | None = None
    spent_to: Decimal | None = None
    first_big: bool = False
    internal: str = ""
    consent: str = ""
    segment: str = ""
    sort: Sort = Sort.LAST


def _any(choices: Iterable[tuple[object, object]]) -> list[tuple[object, object]]:
    return [("", _("Any")), *choices]


def _day(label: "_StrPromise") -> forms.DateField:
    return DayField(label=label, required=False)


def _amount(label: "_StrPromise") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=10**15, max_digits=18,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )  # fmt: skip


class FilterForm(forms.Form):
    """The filters as fields; `q` and `sort` have places of their own on the page."""

    q = forms.CharField(required=False, max_length=MAX_LENGTH)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=Sort.choices)
    segment = forms.ChoiceField(label=_("Segment"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=_any(Stage.choices))
    value = forms.ChoiceField(label=_("Value"), required=False, choices=_any(ValueBand.choices))
    store = forms.TypedChoiceField(label=_("Last visited"), required=False, coerce=int, empty_value=None)
    last_from = _day(_("Last visit from"))
    last_to = _day(_("Last visit to"))
    spent_from = _amount(_("Spent from"))
    spent_to = _amount(_("Spent to"))
    tag = forms.CharField(
        label=_("Tag"), required=False, max_length=60, widget=forms.TextInput(attrs={"list": "known-tags"})
    )
    area = forms.CharField(
        label=_("Area"), required=False, max_length=120, widget=forms.TextInput(attrs={"list": "known-areas"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_any(CustomerKind.choices))
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=_any(Gender.choices))
    age = forms.ChoiceField(label=_("Age"), required=False, choices=_any(AgeBand.choices))
    consent = forms.ChoiceField(label=_("Agrees to offers"), required=False, choices=_any(YesNo.choices))
    internal = forms.ChoiceField(label=_("Staff and insiders"), required=False, choices=_any(YesNo.choices))
    first_big = forms.BooleanField(label=_("First purchase was big"), required=False)

    def __init__(self, query: QueryDict, *, stores: Mapping[int, str]) -> None:
        super().__init__(query)
        store = self.fields["store"]
        assert isinstance(store, forms.ChoiceField)
        store.choices = _any(list(stores.items()))
        if query.get("segment"):
            self.offer_segments(segments_named(str(query["segment"])))

    def offer_segments(self, segments: Iterable[tuple[object, object]]) -> None:
        """The segments to choose from; what is chosen already is known without them."""
        field = self.fields["segment"]
        assert isinstance(field, forms.ChoiceField)
        known = dict(field.choices)  # type: ignore[arg-type]
        field.choices = _any({**{key: name for key, name in known.items() if key}, **dict(segments)}.items())

    def filters(self) -> Filters:
        """What was chosen; a value that cannot be is shown as an error and narrows nothing."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        chosen["sort"] = Sort(chosen.get("sort", Sort.LAST))
        return Filters(**chosen)

    @property
    def panel(self) -> list[forms.BoundField]:
        """The fields of the panel."""
        return [field for field in self if field.name not in {"q", "sort"}]


@dataclass(frozen=True)
class Chip:
    """One active filter in words, and the parameters whose removal lifts it."""

    label: str
    address: str


def chips(form: FilterForm, query: QueryDict) -> list[Chip]:
    """The active filters, each with the address of the list without it."""
    return [
        Chip(_in_words(form, name), _without(query, name))
        for name in form.fields
        if name not in {"q", "sort"} and form.cleaned_data.get(name)
    ]


@dataclass(frozen=True)
class Heading:
    """A column's heading; `address` sorts by it, empty where the list has no such order."""

    label: object
    address: str = ""
    is_number: bool = False
    is_current: bool = False
    direction: str = "descending"


def headings(filters: Filters, query: QueryDict) -> list[Heading]:
    """The headings of the table, in order."""
    return [
        _sorting(Sort.NAME, filters, query),
        Heading(_("Stage")),
        _sorting(Sort.PURCHASES, filters, query),
        _sorting(Sort.REVENUE, filters, query),
        _sorting(Sort.LAST, filters, query),
        Heading(_("Tags")),
    ]


def _sorting(sort: Sort, filters: Filters, query: QueryDict) -> Heading:
    asked = query.copy()
    asked["sort"] = sort
    return Heading(
        label=sort.label,
        address="?" + tidy_query(asked),
        is_number=sort in {Sort.PURCHASES, Sort.REVENUE},
        is_current=filters.sort is sort,
        direction="ascending" if sort is Sort.NAME else "descending",
    )


def _in_words(form: FilterForm, name: str) -> str:
    field, value = form[name], form.cleaned_data[name]
    if isinstance(value, bool):
        return str(field.label)
    if isinstance(value, date):
        text = f"{value:%d/%m/%Y}"
    elif isinstance(field.field, forms.ChoiceField):
        text = str(dict(field.field.choices)[value])  # type: ignore[arg-type]
    else:
        text = str(value)
    return f"{field.label}: {text}"


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop(name, None)
    return "?" + tidy_query(rest)


def tidy_query(query: QueryDict) -> str:
    """The list's address after the question mark, without what is empty, unknown or the default."""
    kept = QueryDict(mutable=True)
    for name in FilterForm.base_fields:
        value = query.get(name, "").strip()
        if value and not (name == "sort" and value == Sort.LAST):
            kept[name] = value
    return kept.urlencode()


def day_after(day: date) -> date:
    """The first day that is too late for "until this day"."""
    return day if day == date.max else day + timedelta(days=1)
