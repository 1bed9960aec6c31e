"""Vouchers of a purchase that comes back: those it was paid with, and those it had brought."""

from collections.abc import Iterable
from datetime import datetime

from quen.flows.take_back.goods import Goods
from quen.kernel.actor import Actor
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.gifts import Issued
from quen.vouchers.check import uses_of
from quen.vouchers.give_back import give_back
from quen.vouchers.models import State, Voucher
from quen.vouchers.void import void


def discounted_minor(purchase: int, goods: list[Goods]) -> int:
    """What vouchers had paid of the goods that come back now; the parts of a line add up to the line."""
    off = [sum(minors) for minors in zip(*(use.line_discounts for use in uses_of(purchase)), strict=True)]
    return sum(
        line.part_of(minor, line.now_milli) - line.part_of(minor, line.before_milli)
        for line, minor in zip(goods, off, strict=False)
    )


def given_back(purchase: int, goods: list[Goods], *, at: datetime, by: Actor) -> tuple[str, ...]:
    """The codes that can be used again, once all goods are back."""
    if any(line.now_milli < line.whole for line in goods):
        return ()
    return tuple(use.code for use in give_back(purchase=purchase, at=at, by=by))


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
