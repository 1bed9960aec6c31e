"""What came of handing a message over: the four answers a channel may give."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HandedOver:
    """The provider has it; `provider_id` is its own name for it. `is_delivered`: it is there already."""

    provider_id: str = ""
    parts: int = 1
    cost_minor: int = 0
    is_delivered: bool = False


@dataclass(frozen=True)
class NotTaken:
    """The provider will never take it. `is_address_bad`: it says nobody is reached there."""

    detail: str
    is_address_bad: bool = False


@dataclass(frozen=True)
class Busy:
    """It may be tried again. `is_everyone`: so for every message, not just this one.

    It was surely not taken; or, where it `may_be_there`, whoever takes it knows a second one by its key and drops it.
    """

    detail: str
    after_seconds: int = 60
    is_everyone: bool = False
    may_be_there: bool = False


@dataclass(frozen=True)
class Unknown:
    """Bytes went and no answer came: it may have been sent."""

    detail: str


Outcome = HandedOver | NotTaken | Busy | Unknown
