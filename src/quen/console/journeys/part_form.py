"""What the forms of a journey's parts have in common: plain values in, plain values out, mistakes at their field."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.segments.goods import named_good, written_good
from quen.journeys.edit import Values
from quen.journeys.words import COMPARED, EVENTS, FACTS
from quen.kernel.errors import QuenError
from quen.kernel.money import to_major, to_minor
from quen.kernel.sentences import Sentence
from quen.programme.errors import Placed
from quen.segments.offers import categories

NONE = ("", "–")
MOST_FACTS = 10
_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Section:
    """Fields that belong together under a title; folded unless it `is_open`. `is_live`: with words on the holdout."""

    title: str
    fields: Sequence[BoundField]
    is_open: bool = True
    is_live: bool = False


class PartForm(forms.Form):
    """A part of a journey. `told`: its plain values, None of a new one; `currency`: in which amounts are written."""

    def __init__(
        self,
        data: Any = None,
        *,
        told: Values | None = None,
        currency: str = "VND",
        prefix: str | None = None,
    ) -> None:
        self.told, self.currency = told or {}, currency
        super().__init__(data, initial=self.initial_of(self.told), prefix=prefix)
        self.offer()

    def initial_of(self, told: Values) -> dict[str, Any]:
        """What the fields show."""
        return dict(told)

    def offer(self) -> None:
        """Add fields and choices that depend on what is told and on the shop."""

    def sections(self) -> list[Section]:
        """The form as its page shows it."""
        return [Section("", list(self))]

    def values(self) -> Values:
        """The part as the file would say it, from clean fields."""
        raise NotImplementedError

    def refuse(self, error: QuenError, place: str) -> None:
        """Say what is wrong at the field it is about; `place` is that of the whole part."""
        said = error.sentence
        inner = said.place.removeprefix(place).lstrip(".") if isinstance(said, Placed) else ""
        name = self.field_at(inner)
        words = Sentence(said.template, said.facts).render(_)
        self.add_error(name if name in self.fields else None, words)

    def field_at(self, inner: str) -> str:
        """The field for a place within the part: ``days``, ``texts[2].body``."""
        return inner.partition(".")[0].partition("[")[0]

    def choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


def kept(values: Values) -> Values:
    """Only what says something: no None, no empty text or list."""
    return {name: value for name, value in values.items() if value not in (None, "", [], (), {})}


def whole(
    label: Any, *, least: int, most: int, required: bool = False, help_text: Any = ""
) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text
    )


class WatchedForm(PartForm):
    """Something that happens: its kind, what its facts must be, which goods."""

    event = forms.ChoiceField(label=gettext_lazy("What happens"))
    category = forms.ChoiceField(label=gettext_lazy("Goods of this category"), required=False)
    product = forms.CharField(
        label=gettext_lazy("Or this product"), required=False, max_length=200,
        help_text=gettext_lazy("Its name or code. Only a purchase has goods."),
    )  # fmt: skip

    def watched_of(self, told: Values) -> Values:
        """The values that say what is watched."""
        return told

    def initial_of(self, told: Values) -> dict[str, Any]:
        watched = self.watched_of(told)
        kind, _colon, number = watched.get("goods", "").partition(":")
        shown: dict[str, Any] = {**told, "event": watched.get("event")}
        shown |= {"category": number if kind == "category" else ""}
        shown |= {"product": written_good(number) if kind == "product" else ""}
        for place, fact in enumerate(watched.get("where", []), start=1):
            shown |= {
                f"fact_{place}": fact["fact"],
                f"compare_{place}": fact.get("compare", "equals"),
                f"value_{place}": self._written(fact),
            }
        return shown

    def offer(self) -> None:
        watched = self.watched_of(self.told)
        known = dict(EVENTS)
        event = watched.get("event")
        self.choose("event", [*EVENTS, *([(event, event)] if event and event not in known else [])])
        self.choose("category", [NONE, *categories()])
        where = watched.get("where", [])
        facts = {**FACTS, **{each["fact"]: each["fact"] for each in where if each["fact"] not in FACTS}}
        self.rows = min(len(where) + 1, MOST_FACTS)
        for place in range(1, self.rows + 1):
            self.fields[f"fact_{place}"] = forms.ChoiceField(
                label=gettext_lazy("Only where"), required=False, choices=[NONE, *facts.items()]
            )
            self.fields[f"compare_{place}"] = forms.ChoiceField(
                label=gettext_lazy("Compared"), required=False, choices=COMPARED, initial="equals"
            )
            self.fields[f"value_{place}"] = forms.CharField(
                label=gettext_lazy("Value"), required=False, max_length=200
            )

    def sections(self) -> list[Section]:
        facts = [
            self[f"{part}_{place}"]
            for place in range(1, self.rows + 1)
            for part in ("fact", "compare", "value")
        ]
        goods = [self["category"], self["product"]]
        below = {field.name for field in (*facts, *goods)}
        first = [field for field in self if field.name not in below]
        return [
            Section("", first),
            Section(
                _("Only where its facts are …"),
                facts,
                any(each.value() for each in facts[::3]) or _wrong(facts),
            ),
            Section(_("Only with these goods"), goods, any(each.value() for each in goods) or _wrong(goods)),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("product") and not named_good(cleaned["product"]):
            self.add_error("product", _("There is no product of this name or code."))
        for place in range(1, self.rows + 1):
            if cleaned.get(f"fact_{place}") and not cleaned.get(f"value_{place}"):
                self.add_error(f"value_{place}", _("Say the value to compare with."))
        return cleaned

    def watched(self) -> Values:
        """What is watched, from clean fields."""
        cleaned = self.cleaned_data
        goods = f"category:{cleaned['category']}" if cleaned["category"] else ""
        goods = f"product:{named_good(cleaned['product'])}" if cleaned["product"] else goods
        return kept({"event": cleaned["event"], "where": self._where(), "goods": goods})

    def field_at(self, inner: str) -> str:
        parts = inner.replace("]", "").replace("[", ".").split(".")
        if "where" in parts and parts[-1] in {"fact", "compare", "value"}:
            return f"{parts[-1]}_{parts[parts.index('where') + 1]}"
        return "product" if parts[-1] == "goods" else parts[-1]

    def _where(self) -> list[Values]:
        before = self.watched_of(self.told).get("where", [])
        facts = []
        for place in range(1, self.rows + 1):
            name, typed = self.cleaned_data[f"fact_{place}"], self.cleaned_data[f"value_{place}"]
            if not name:
                continue
            compare = self.cleaned_data[f"compare_{place}"] or "equals"
            old = next(
                (each for each in before if each["fact"] == name and self._written(each) == typed), None
            )
            value = old["value"] if old else self._read(name, typed)
            facts.append(
                {"fact": name, **kept({"compare": compare if compare != "equals" else ""}), "value": value}
            )
        return facts

    def _written(self, fact: Values) -> str:
        """A fact's value as it is typed."""
        value = fact["value"]
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, int) and fact["fact"].endswith("_minor"):
            return f"{to_major(value, self.currency)}"
        return str(value)

    def _read(self, name: str, typed: str) -> bool | int | str:
        if typed.lower() in {_YES, _("yes").lower()}:
            return True
        if typed.lower() in {_NO, _("no").lower()}:
            return False
        digits = typed.replace(".", "").replace(" ", "")
        if digits.removeprefix("-").isdecimal() and len(digits) < 16:
            return to_minor(Decimal(digits), self.currency) if name.endswith("_minor") else int(digits)
        return typed


def _wrong(fields: Sequence[BoundField]) -> bool:
    return any(field.errors for field in fields)
