"""The staff: who owns, manages, sells and answers, and who stands at the till when."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Ints
from quen.demo.places import STORES
from quen.kernel.names import search_key

CASHIERS = 12
_LATE_SHIFT_FROM = 14 * 3600
_OFFICE = (
    ("Trần Ngọc Mai", "owner", None),
    ("Lê Quang Vinh", "manager", 0),
    ("Phạm Thu Hà", "manager", 1),
    ("Võ Thanh Sơn", "manager", 2),
    ("Nguyễn Khánh Vy", "marketer", None),
    ("Đặng Minh Thư", "support", None),
    ("Bùi Gia Huy", "analyst", None),
)


@dataclass(frozen=True)
class Member:
    """One of the staff. `store` is None for those of the whole chain."""

    code: str
    name: str
    role: str
    store: int | None
    email: str


def team(*, cashiers: list[tuple[str, int]]) -> list[Member]:
    """The office and the cashiers, each with name and store; these come in turn by store, four each."""
    everybody: list[tuple[str, str, int | None]] = [
        *_OFFICE,
        *((name, "cashier", store) for name, store in cashiers),
    ]
    taken: set[str] = set()
    members = []
    for n, (name, role, store) in enumerate(everybody, start=1):
        given = search_key(name).rpartition(" ")[2]
        email = f"{given}{n if given in taken else ''}@example.com"
        taken.add(given)
        members.append(Member(f"NV{n:02d}", name, role, store, email))
    return members


def at_the_till(*, store: Ints, day: Ints, second: Ints, rng: Generator) -> Ints:
    """The team number of the cashier who rings each visit up: two of a store's four a shift, in rotation."""
    shift = 2 * day + (second >= _LATE_SHIFT_FROM)
    till = rng.integers(0, 2, len(store))
    turn = (shift * 2 + till + shift // 14) % (CASHIERS // len(STORES))
    return (len(_OFFICE) + turn * len(STORES) + store).astype(np.int64)
