"""Vouchers of a purchase that comes back: those it was paid with, and those it had brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from quen.flows.take_back.goods import Goods
from quen.kernel.actor import Actor
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.gifts import Issued
from quen.programme.words import Amount
from quen.shops.reads import current_business
from quen.vouchers.discount import shared
from quen.vouchers.give_back import give_back_use
from quen.vouchers.models import State, Use, Voucher
from quen.vouchers.reasons import of_goods
from quen.vouchers.void import void


@dataclass(slots=True)
class VouchersBack:
    """Codes that can be used again, what of the money stays with the shop for them, and what the customer is told."""

    codes: tuple[str, ...] = ()
    kept_minor: int = 0
    sentences: tuple[Sentence, ...] = ()


def discounted_minor(uses: Sequence[Use], goods: Sequence[Goods]) -> int:
    """What vouchers had paid of the goods that come back now; the parts of a line add up to the line."""
    return sum(
        line.part_of(minor, line.now_milli) - line.part_of(minor, line.before_milli)
        for use in uses
        for line, minor in zip(goods, _shares(use, goods), strict=True)
    )


def given_back(
    uses: Sequence[Use], goods: Sequence[Goods], *, money_minor: int, at: datetime, by: Actor
) -> VouchersBack:
    """Give back the vouchers nothing of whose discount is left with the customer, and those whose kind is judged again
    where the goods that stay no longer meet its terms: what they still have of it is kept from the `money_minor` to
    hand back, and only where that is enough. Goods that came back earlier and those of now count alike.
    """
    back, rest = VouchersBack(), [_Rest(line) for line in goods]
    for use in uses:
        left = [
            minor - line.part_of(minor, line.now_milli)
            for line, minor in zip(goods, _shares(use, goods), strict=True)
        ]
        sentence = _why(use, goods, rest, sum(left), money_minor - back.kept_minor)
        if sentence is not None and give_back_use(use=use.pk, at=at, by=by):
            back.codes += (use.code,)
            back.kept_minor += sum(left)
            back.sentences += (sentence,)
        else:
            for line, minor in zip(rest, left, strict=True):
                line.amount_minor -= minor
    return back


def _shares(use: Use, goods: Sequence[Goods]) -> Sequence[int]:
    """What it took off each line; a system that used it apart from the sale may have told other lines than the sale."""
    if len(use.line_discounts) == len(goods):
        return [int(minor) for minor in use.line_discounts]
    return shared(use.discount_minor, [max(line.row.amount_minor, 0) for line in goods])


class _Rest:
    """What of a line stays with the customer, as vouchers look at it."""

    is_reward = False

    def __init__(self, line: Goods) -> None:
        product = line.row.product
        self.amount_minor = line.row.amount_minor - line.part_of(line.row.amount_minor, line.now_milli)
        self.quantity_milli = line.milli - min(line.now_milli, line.milli)
        self.product = product.code if product else ""
        self.name = product.name if product else ""
        self.category = product.category.name if product and product.category else ""


def _why(
    use: Use, goods: Sequence[Goods], rest: Sequence[_Rest], left_minor: int, money_minor: int
) -> Sentence | None:
    """Why the voucher comes back, None where it does not."""
    terms = use.kind.said()
    if terms.on_return == "stays_used":
        return None
    is_all = all(line.now_milli == line.whole for line in goods)
    if is_all or (use.discount_minor and not left_minor):
        return Sentence(gettext_noop("The voucher %(code)s can be used again."), {"code": use.code})
    if terms.on_return != "judged_again" or left_minor > money_minor:
        return None
    business = current_business()
    currency = business.currency if business else "VND"
    why = next(of_goods(terms, rest, currency), None)
    if why is None:
        return None
    return Sentence(
        gettext_noop(
            "The voucher %(code)s no longer counts on what stays: %(why)s The %(amount)s it had taken off is kept "
            "from the money handed back, and it can be used again."
        ),
        {"code": use.code, "why": why, "amount": Amount(left_minor, currency)},
    )  # fmt: skip


def voided(
    purchase: int, revoked: Iterable[Issued], *, at: datetime, by: Actor
) -> tuple[tuple[str, ...], list[Sentence]]:
    """What the goods had brought no longer counts; of a voucher used meanwhile it is said that it was."""
    brought = list(
        Voucher.objects.select_for_update(of=("self",))
        .select_related("kind")
        .filter(purchase=purchase)
        .order_by("pk")
    )
    codes, sentences = [], []
    for promised in revoked:
        of_it = [
            voucher
            for voucher in brought
            if voucher.kind.key == promised.kind
            and voucher.source == f"programme:{promised.source}"[:60]
            and voucher.code not in codes
        ]
        ready = next((voucher for voucher in of_it if voucher.state == State.READY), None)
        if ready is not None:
            void(voucher=ready.pk, reason="returned", at=at, by=by)
            codes.append(ready.code)
        elif of_it:
            sentences.append(
                Sentence(
                    gettext_noop("The voucher “%(name)s” it had brought is used or over already."),
                    {"name": of_it[0].kind.name},
                )
            )
    return tuple(codes), sentences
