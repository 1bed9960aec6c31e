"""One condition as a form: its inputs drawn as fields, its fields read as the condition's JSON."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.console.segments.goods import named_good, written_good
from quen.kernel.money import minor_digits, to_major, to_minor
from quen.segments.errors import BadRule
from quen.segments.inputs import (
    GOODS,
    PLACES,
    AnyOf,
    Input,
    OneOf,
    Span,
    Thing,
    ThingKind,
    When,
    Whole,
    Words,
)
from quen.segments.offers import categories, channels, stores
from quen.segments.rules import Condition, inputs_of

SPANS = ((Span.EVER, _("ever")), (Span.LAST, _("in the last days")), (Span.BETWEEN, _("between two days")))
_WHATEVER = {GOODS: _("any goods"), PLACES: _("anywhere"), GOODS + PLACES: _("anything, anywhere")}
THINGS = (
    (ThingKind.PRODUCT, _("a product")),
    (ThingKind.CATEGORY, _("a category")),
    (ThingKind.STORE, _("a store")),
    (ThingKind.CHANNEL, _("a channel")),
)
_OFFERED = {ThingKind.CATEGORY: categories, ThingKind.STORE: stores, ThingKind.CHANNEL: channels}
_RESHAPES = {"hx-post": "?rule", "hx-trigger": "change", "hx-target": "#rule", "hx-swap": "outerHTML"}
"""A choice on which it depends what else is asked: the tree is drawn anew."""
_ASKED_BY_SPAN = {Span.LAST.value: {"days"}, Span.BETWEEN.value: {"first", "last"}}


class ConditionForm(forms.Form):
    """The fields of one condition of a draft; `told` is its JSON where it comes from a rule that is kept."""

    use_required_attribute = False

    def __init__(
        self, kind: type[Condition], data: Any = None, *, path: str, currency: str,
        told: dict[str, Any] | None = None, is_new: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=path)
        self.kind, self.path, self.currency, self.is_new = kind, path, currency, is_new
        self._words: Words | None = None
        for name, by in inputs_of(kind):
            self._draw(name, by, (told or {}).get(name))
        if is_new and self.fields:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    @property
    def title(self) -> str:
        return gettext(self.kind.label)

    @property
    def node(self) -> str:
        """How it names itself in the form that holds the tree."""
        return f"{self.path}:{self.kind.key}"

    @property
    def suggested(self) -> list[tuple[str, str]]:
        """Words the shop knows, read where the form is drawn, and each as a page says it."""
        if self._words is None or self._words.offered is None:
            return []
        return [(word, self._words.says(word)) for word in self._words.offered()]

    def shown(self) -> Iterator[BoundField]:
        """The fields that matter for what is chosen so far, in order."""
        for field in self:
            name, _under, part = field.name.rpartition("__")
            if not name or part in {"span", "kind"} or part in self._asked_for(name):
                yield field

    def values(self) -> dict[str, Any] | None:
        """The condition's JSON; None where something is missing or wrong, which the fields then say."""
        if not self.is_bound:
            return ConditionForm(self.kind, self._as_drawn(), path=self.path, currency=self.currency).values()
        if not self.is_valid():
            return None
        told: dict[str, Any] = {"condition": self.kind.key}
        for name, by in inputs_of(self.kind):
            value = self._read(name, by)
            try:
                by.read(value)
            except BadRule as refused:
                self.add_error(self._first_of(name, by), _in_words(refused))
                return None
            told[name] = value
        return told

    def hush(self) -> None:
        """Say nothing of what is missing yet: she is still at it."""
        self._errors = ErrorDict()

    def _as_drawn(self) -> dict[str, Any]:
        """What the fields would send as they are drawn: a new condition may be complete at once."""
        drawn = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        return {f"{self.prefix}-{name}": value for name, value in drawn.items() if value is not None}

    def _asked_for(self, name: str) -> set[str]:
        """The parts of a field in parts that the choice of its first part asks for."""
        span, kind = f"{name}__span", f"{name}__kind"
        if span in self.fields:
            return _ASKED_BY_SPAN.get(str(self[span].value() or ""), set())
        return {self[kind].value() or ""}

    def _draw(self, name: str, by: Input, value: Any) -> None:
        if isinstance(by, When):
            self._draw_window(
                name, by, value or {"span": Span.LAST if self.is_new else Span.EVER, "days": 30}
            )
        elif isinstance(by, Thing):
            self._draw_thing(name, by, value or "")
        else:
            field = self._field(by)
            field.label = gettext(by.label)
            field.initial = self._shown_value(by, value, name)
            self.fields[name] = field

    def _field(self, by: Input) -> forms.Field:
        if isinstance(by, AnyOf):
            choices = list(by.offered() if by.offered else by.choices)
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, required=False
            )
        if isinstance(by, OneOf):
            return forms.ChoiceField(choices=list(by.offered() if by.offered else by.choices))
        if isinstance(by, Whole) and by.is_money:
            places = minor_digits(self.currency)
            return forms.DecimalField(
                min_value=0, max_value=to_major(by.most, self.currency), decimal_places=places,
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )  # fmt: skip
        if isinstance(by, Whole):
            return forms.IntegerField(min_value=by.least, max_value=by.most)
        assert isinstance(by, Words)
        self._words = by
        return forms.CharField(
            max_length=200,
            widget=forms.TextInput(attrs={"list": f"known-{self.path}", "autocomplete": "off"}),
        )

    def _shown_value(self, by: Input, value: Any, name: str) -> Any:
        if value is None:
            default = self.kind.__dataclass_fields__[name].default
            value = default if isinstance(default, str | int) else None
        if isinstance(by, Whole) and by.is_money and value is not None:
            return to_major(int(value), self.currency)
        return value

    def _draw_window(self, name: str, by: When, told: dict[str, Any]) -> None:
        span = forms.ChoiceField(label=gettext(by.label), choices=SPANS, initial=told["span"])
        span.widget.attrs |= _RESHAPES
        self.fields[f"{name}__span"] = span
        self.fields[f"{name}__days"] = forms.IntegerField(
            label=_("How many days"),
            min_value=1,
            max_value=3_660,
            required=False,
            initial=told.get("days") or 30,
        )
        for end, label in (("first", _("From")), ("last", _("To"))):
            self.fields[f"{name}__{end}"] = DayField(label=label, required=False, initial=told.get(end))

    def _draw_thing(self, name: str, by: Thing, told: str) -> None:
        kind, _colon, value = told.partition(":")
        choices = [("", _WHATEVER[by.kinds]), *((one, words) for one, words in THINGS if one in by.kinds)]
        chosen = forms.ChoiceField(label=gettext(by.label), choices=choices, initial=kind, required=False)
        chosen.widget.attrs |= _RESHAPES
        self.fields[f"{name}__kind"] = chosen
        if ThingKind.PRODUCT in by.kinds:
            self._draw_product(name, value if kind == ThingKind.PRODUCT else "")
        asked = self.data.get(f"{self.prefix}-{name}__kind") if self.is_bound else kind
        for of in (one for one in by.kinds if one in _OFFERED):
            offered = list(_OFFERED[of]()) if of == asked else []
            self.fields[f"{name}__{of}"] = forms.ChoiceField(
                label=dict(THINGS)[of], choices=offered, required=False, initial=value if of == kind else None
            )

    def _draw_product(self, name: str, number: str) -> None:
        self.fields[f"{name}__product"] = forms.CharField(
            label=_("Product"), required=False, max_length=300,
            initial=written_good(number) if number else "",
            widget=forms.TextInput(attrs={"list": f"known-{self.path}", "autocomplete": "off", **_goods(self.path)}),
        )  # fmt: skip

    def _read(self, name: str, by: Input) -> Any:
        said = self.cleaned_data
        if isinstance(by, When):
            span = said[f"{name}__span"]
            if span == Span.LAST:
                return {"span": span, "days": said[f"{name}__days"]}
            if span == Span.BETWEEN:
                ends = {end: said[f"{name}__{end}"] for end in ("first", "last")}
                return {"span": span, **{end: day and day.isoformat() for end, day in ends.items()}}
            return {"span": span}
        if isinstance(by, Thing):
            kind = said[f"{name}__kind"]
            if not kind:
                return ""
            value = said[f"{name}__{kind}"]
            return f"{kind}:{named_good(value) if kind == ThingKind.PRODUCT else value}"
        value = said[name]
        if isinstance(by, Whole) and by.is_money and isinstance(value, Decimal):
            return to_minor(value, self.currency)
        return value

    def _first_of(self, name: str, by: Input) -> str:
        if isinstance(by, When):
            return f"{name}__span"
        return (
            f"{name}__{self.cleaned_data.get(f'{name}__kind') or 'kind'}" if isinstance(by, Thing) else name
        )


def _in_words(refused: BadRule) -> str:
    """The refusal with the field's name in the reader's language."""
    facts = {
        name: gettext(str(fact)) if name == "field" else fact for name, fact in refused.sentence.facts.items()
    }
    return gettext(refused.sentence.template) % facts


def _goods(path: str) -> dict[str, str]:
    """What suggests goods while one types."""
    return {
        "hx-get": f"{reverse('console:segments:goods')}?path={path}", "hx-trigger": "input changed delay:250ms",
        "hx-target": f"[id='known-{path}']", "hx-swap": "outerHTML",
    }  # fmt: skip
