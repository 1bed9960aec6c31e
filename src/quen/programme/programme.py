"""A loyalty programme as data."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.expiry import Expiry
from quen.programme.fields import Count, Days, Key, Minor, Name, Part, Percent, SomePoints
from quen.programme.offers import ComplementaryOffer, PriceSteps, PunchCard, RefillPrice, VoucherKind
from quen.programme.problems import Wrong
from quen.programme.rules import BaseEarning, Caps, CountedAmounts, Group, Rule
from quen.programme.tiers import Tiers, TierStep

_MOST = Field(max_length=200)


class Redemption(Part):
    """How members of a back-test spend: `members_percent` of them spend all they have at the first visit on which
    they have `from_points` or more.
    """

    from_points: SomePoints
    members_percent: Percent = 100


class Welcome(Part):
    """What a new member gets on joining, usable at once: points, a voucher, or both. Once in a life."""

    points: SomePoints | None = None
    voucher: Key | None = None

    @model_validator(mode="after")
    def _gives_something(self) -> Self:
        if self.points is None and self.voucher is None:
            raise Wrong(gettext_noop("a welcome gives points, a voucher, or both"))
        return self


class BackTest(Part):
    """What a back-test assumes beyond the sales: nothing is spent unless `redemption` says how."""

    redemption: Redemption | None = None
    margin_percent: Percent | None = None


class Programme(Part):
    """One version of a programme, in force from `effective_from` to `effective_until` (both included).

    Money is whole minor units of `currency`, points are whole. `point_value_minor` is what a spent point costs the
    shop. A programme with more than one version shares its `key`; see `quen.programme.versions`.
    """

    key: Key = "main"
    name: Name
    version: Count = 1
    effective_from: date
    effective_until: date | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "VND"
    points_name: Name = "điểm"
    point_value_minor: Minor
    base: BaseEarning
    welcome: Welcome | None = None
    amounts: CountedAmounts = CountedAmounts()
    pending_days: Days = 0
    expiry: Expiry = Expiry()
    caps: Caps = Caps()
    tiers: Tiers | None = None
    rules: Annotated[tuple[Rule, ...], _MOST] = ()
    groups: Annotated[tuple[Group, ...], _MOST] = ()
    vouchers: Annotated[tuple[VoucherKind, ...], _MOST] = ()
    punch_cards: Annotated[tuple[PunchCard, ...], _MOST] = ()
    price_steps: Annotated[tuple[PriceSteps, ...], _MOST] = ()
    complementary_offers: Annotated[tuple[ComplementaryOffer, ...], _MOST] = ()
    refill_prices: Annotated[tuple[RefillPrice, ...], _MOST] = ()
    back_test: BackTest = BackTest()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.effective_until and self.effective_until < self.effective_from:
            raise Wrong(gettext_noop("effective_until is before effective_from"))
        for problem in (*self._repeated_keys(), *self._missing_keys()):
            raise problem
        return self

    def tier_name(self, key: str) -> str:
        """What a tier is called; the key itself where there is none."""
        steps = self.tiers.steps if self.tiers else ()
        return next((step.name for step in steps if step.key == key), key)

    def voucher_name(self, key: str) -> str:
        """What a kind of voucher is called; the key itself where there is none."""
        return next((kind.name for kind in self.vouchers if kind.key == key), key)

    def _repeated_keys(self) -> Iterator[Wrong]:
        steps: tuple[TierStep, ...] = self.tiers.steps if self.tiers else ()
        giving = [rule.key for rule in self.rules] + [card.key for card in self.punch_cards]
        giving += [falling.key for falling in self.price_steps] + [price.key for price in self.refill_prices]
        giving += [offer.key for offer in self.complementary_offers]
        for place, keys in (
            ("rules and offers", giving),
            ("groups", [group.key for group in self.groups]),
            ("vouchers", [kind.key for kind in self.vouchers]),
            ("tiers.steps", [step.key for step in steps]),
        ):
            yield from (
                Wrong(gettext_noop("%(place)s: the key %(key)s is there twice"), place=place, key=key)
                for key, times in Counter(keys).items()
                if times > 1
            )

    def _missing_keys(self) -> Iterator[Wrong]:
        tiers = {step.key for step in self.tiers.steps} if self.tiers else set()
        vouchers = {kind.key for kind in self.vouchers}
        groups, cards = {group.key for group in self.groups}, {card.key for card in self.punch_cards}
        for number, rule in enumerate(self.rules):
            at = f"rules[{number}]"
            yield from _unknown(f"{at}.when.tiers", rule.when.tiers, tiers)
            yield from _unknown(f"{at}.when.voucher_used", [rule.when.voucher_used], vouchers)
            yield from _unknown(f"{at}.give.voucher", [rule.give.voucher], vouchers)
            yield from _unknown(f"{at}.give.stamp", [rule.give.stamp], cards)
            yield from _unknown(f"{at}.group", [rule.group], groups)
        for number, card in enumerate(self.punch_cards):
            yield from _unknown(f"punch_cards[{number}].voucher", [card.voucher], vouchers)
        for number, offer in enumerate(self.complementary_offers):
            yield from _unknown(f"complementary_offers[{number}].voucher", [offer.voucher], vouchers)
        gifts = [step.benefits.birthday_gift for step in self.tiers.steps] if self.tiers else []
        yield from _unknown("tiers.steps: birthday_gift", gifts, vouchers)
        yield from _unknown("welcome.voucher", [self.welcome.voucher if self.welcome else None], vouchers)


def _unknown(place: str, wanted: Iterable[str | None], known: set[str]) -> Iterator[Wrong]:
    for key in wanted:
        if key is not None and key not in known:
            names = ", ".join(sorted(known)) or "–"
            yield Wrong(
                gettext_noop("%(place)s: there is no %(key)s (there are: %(names)s)"),
                place=place,
                key=key,
                names=names,
            )
