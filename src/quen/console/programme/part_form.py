"""What the forms of a programme's parts have in common."""

from typing import Any

from django import forms
from django.http import QueryDict

from quen.console.programme.fields import MoneyField, Values


class PartForm(forms.Form):
    """One part of a programme as a form: `initial_of` reads it out of the programme's values, `part` gives it back.

    `programme` are the values of the whole draft, for choices such as its tiers and vouchers.
    """

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
