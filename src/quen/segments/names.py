"""What the goods, places, tiers, vouchers and segments of a rule are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from quen.kernel.money import written
from quen.purchases.models import Category, Product
from quen.segments.inputs import ThingKind
from quen.segments.models import Segment
from quen.segments.offers import tiers, voucher_kinds
from quen.shops.models import Store
from quen.shops.reads import current_business

if TYPE_CHECKING:
    from quen.segments.rules import Condition


@dataclass(frozen=True)
class Names:
    """Names by ``product:12`` and the like. What is no longer known is shown by its number."""

    currency: str = "VND"
    things: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)
    tiers: Mapping[str, str] = field(default_factory=dict)
    vouchers: Mapping[str, str] = field(default_factory=dict)

    def bought(self, of: str) -> str:
        """As it follows "bought"."""
        return self._in_words(
            of, gettext("“%(name)s”"), gettext("goods of “%(name)s”"), gettext("at “%(name)s”"),
            gettext("through “%(name)s”"),
        )  # fmt: skip

    def spent_on(self, of: str) -> str:
        """As it follows "spent 500.000 ₫"."""
        return self._in_words(
            of, gettext("on “%(name)s”"), gettext("on goods of “%(name)s”"), gettext("at “%(name)s”"),
            gettext("through “%(name)s”"),
        )  # fmt: skip

    def thing(self, of: str) -> str:
        """The bare name."""
        return self.things.get(of, of.partition(":")[2])

    def segment(self, key: str) -> str:
        return self.segments.get(key, key)

    def tier(self, key: str) -> str:
        return self.tiers.get(key, key)

    def voucher(self, key: str) -> str:
        return self.vouchers.get(key, key)

    def money(self, amount_minor: int) -> str:
        return written(amount_minor, self.currency, (get_language() or "vi").partition("-")[0])

    def number(self, value: int) -> str:
        return str(number_format(value, force_grouping=True))

    def _in_words(self, of: str, product: str, category: str, store: str, channel: str) -> str:
        if not of:
            return ""
        words = {
            ThingKind.PRODUCT: product, ThingKind.CATEGORY: category,
            ThingKind.STORE: store, ThingKind.CHANNEL: channel,
        }[ThingKind(of.partition(":")[0])]  # fmt: skip
        return words % {"name": self.thing(of)}


def names_for(conditions: Iterable[Condition]) -> Names:
    """Names for rules of these conditions; what none of them speaks of is not read."""
    asked = list(conditions)
    keys = {each.key for each in asked}
    things = {thing for each in asked for thing in each.things()}
    business = current_business()
    return Names(
        currency=business.currency if business else "VND",
        things=_things(things),
        segments=segment_names() if "segment" in keys else {},
        tiers={key: str(name) for key, name in tiers()} if "tier" in keys else {},
        vouchers={key: str(name) for key, name in voucher_kinds()} if "voucher" in keys else {},
    )  # fmt: skip


def segment_names() -> dict[str, str]:
    """What all segments are called, by key. One query."""
    return {one.key: one.shown_name for one in Segment.objects.only("key", "name", "is_ready_made")}


def _things(wanted: set[str]) -> dict[str, str]:
    by_kind: dict[str, list[str]] = {}
    for of in wanted:
        kind, _colon, name = of.partition(":")
        by_kind.setdefault(kind, []).append(name)
    found = {f"channel:{name}": name for name in by_kind.get(ThingKind.CHANNEL, [])}
    for product in Product.objects.filter(pk__in=by_kind.get(ThingKind.PRODUCT, [])):
        found[f"product:{product.pk}"] = str(product)
    for category in Category.objects.filter(pk__in=by_kind.get(ThingKind.CATEGORY, [])):
        found[f"category:{category.pk}"] = category.name
    for store in Store.objects.filter(pk__in=by_kind.get(ThingKind.STORE, [])):
        found[f"store:{store.pk}"] = store.name
    return found
