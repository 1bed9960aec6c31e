"""What the forms of a programme's parts have in common."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from quen.console.programme.fields import MoneyField, Values


@dataclass(frozen=True)
class Section:
    """Fields that belong together; folded where none of them says anything yet."""

    title: str
    fields: list[BoundField]
    is_open: bool


class PartForm(forms.Form):
    """One part of a programme as a form: `initial_of` reads it out of the programme's values, `part` gives it back.

    `programme` are the values of the whole draft, for choices such as its tiers and vouchers.
    """

    folded: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    """Titles of sections with their fields; what is in none stands above them."""

    def __init__(
        self, data: QueryDict | None = None, *, programme: Values, part: Values | None = None
    ) -> None:
        self.programme = programme
        super().__init__(data, initial=self.initial_of(part or {}))
        for field in self.fields.values():
            if isinstance(field, MoneyField):
                field.in_currency(programme.get("currency", "VND"))
        self.offer()

    def initial_of(self, part: Values) -> dict[str, Any]:
        """What the fields show for this part."""
        return dict(part)

    def offer(self) -> None:
        """Fill choices that depend on the rest of the programme."""

    def sections(self) -> list[Section]:
        """The form as its page shows it."""
        below = {name for _title, names in self.folded for name in names}
        first = [field for field in self if field.name not in below]
        return [
            Section("", first, is_open=True),
            *(self._section(str(title), [self[name] for name in names]) for title, names in self.folded),
        ]

    def _section(self, title: str, fields: list[BoundField]) -> Section:
        is_open = any(field.errors or _says_something(field) for field in fields)
        return Section(title, fields, is_open)

    def part(self) -> Values:
        """The part as the programme's values have it."""
        raise NotImplementedError

    def minor(self, name: str) -> int | None:
        """The money of a field, in minor units."""
        field = self.fields[name]
        assert isinstance(field, MoneyField)
        return field.minor(self.cleaned_data[name])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def named(self, part: str) -> list[tuple[str, str]]:
        """The draft's vouchers, punch cards … as choices."""
        return [(each["key"], each["name"]) for each in self.programme.get(part, [])]


def _says_something(field: BoundField) -> bool:
    """Whether the part says more here than a new one would."""
    usual = {
        "stamp_for": "unit",
        "priority": 0,
        "times_per_day": 1,
        "birthday_before": 3,
        "birthday_after": 3,
    }
    value = field.value()
    return bool(value) and str(value) != str(usual.get(field.name, ""))
