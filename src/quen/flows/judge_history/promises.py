"""Vouchers a judged past has promised: those still good are issued, those taken back meanwhile are not.

Which ones: docs/decisions/0015.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from quen.programme.gifts import Issued


@dataclass(frozen=True, slots=True)
class Promise:
    """The voucher number `number` (from 0) of a purchase judged by `version`."""

    purchase: int
    number: int
    issued: Issued
    version: int
    at: datetime


@dataclass(slots=True)
class Promises:
    """Of one member: what is to be issued, and what of earlier purchases is to be made void."""

    to_issue: list[Promise] = field(default_factory=list)
    to_void: list[Promise] = field(default_factory=list)

    def promise(self, purchase: int, vouchers: Iterable[Issued], version: int, at: datetime) -> None:
        """A purchase has brought these."""
        self.to_issue += [
            Promise(purchase, number, issued, version, at) for number, issued in enumerate(vouchers)
        ]

    def revoke(self, purchase: int, vouchers: Iterable[Issued], version: int, at: datetime) -> None:
        """Goods of the purchase came back, and with them the reason for these."""
        for revoked in vouchers:
            found = next(
                (
                    promise
                    for promise in self.to_issue
                    if promise.purchase == purchase and promise.issued[:2] == revoked[:2]
                ),
                None,
            )
            if found is not None:
                self.to_issue.remove(found)
            else:
                self.to_void.append(Promise(purchase, 0, revoked, version, at))

    def still_good(self, day: date) -> list[Promise]:
        """What can be used on that day or later."""
        return [promise for promise in self.to_issue if promise.issued.valid_until >= day]
