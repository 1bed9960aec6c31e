"""The parts of a programme that have a page of their own, and where each stands in the programme's values."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quen.console.programme import gift_forms
from quen.console.programme.fields import Values
from quen.console.programme.keys import new_key
from quen.console.programme.part_form import PartForm
from quen.console.programme.rule_form import RuleForm


@dataclass(frozen=True)
class ListedPart:
    """Parts of which a programme has several: the name of their list, how one is called, its form."""

    place: str
    one: str | Promise
    add: str | Promise
    form: type[PartForm]


LISTED = {
    part.place: part
    for part in (
        ListedPart("rules", _("Rule"), _("Add a rule"), RuleForm),
        ListedPart("vouchers", _("Voucher"), _("Add a kind of voucher"), gift_forms.VoucherKindForm),
        ListedPart("punch_cards", _("Punch card"), _("Add a punch card"), gift_forms.PunchCardForm),
        ListedPart("price_steps", _("Falling price"), _("Add a falling price"), gift_forms.PriceStepsForm),
        ListedPart(
            "complementary_offers",
            _("Offer for what goes with it"),
            _("Add an offer"),
            gift_forms.ComplementaryOfferForm,
        ),
        ListedPart("refill_prices", _("Refill price"), _("Add a refill price"), gift_forms.RefillPriceForm),
        ListedPart("groups", _("Group of rules"), _("Add a group of rules"), gift_forms.GroupForm),
    )
}
_SHARED_KEYS = ("rules", "punch_cards", "price_steps", "complementary_offers", "refill_prices")
"""Places whose keys may not repeat among each other."""


def find(values: Values, place: str, key: str) -> Values | None:
    """The part with this key."""
    return next((part for part in values.get(place, []) if part["key"] == key), None)


def put(values: Values, place: str, part: Values, *, key: str | None) -> tuple[Values, str]:
    """The programme with the part in place of the one with `key`, or at the end; and its key."""
    parts: list[Values] = list(values.get(place, []))
    named = part.pop("named", None) or part["name"]
    if key is None:
        key = new_key(named, _taken(values, place))
        return {**values, place: [*parts, {"key": key, **part}]}, key
    return {**values, place: [{"key": key, **part} if each["key"] == key else each for each in parts]}, key


def take_away(values: Values, place: str, key: str) -> Values:
    """The programme without the part."""
    return {**values, place: [part for part in values.get(place, []) if part["key"] != key]}


def _taken(values: Values, place: str) -> set[str]:
    places = _SHARED_KEYS if place in _SHARED_KEYS else (place,)
    return {part["key"] for each in places for part in values.get(each, [])}
